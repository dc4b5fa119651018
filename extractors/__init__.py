"""What stands on the page: documents, tables, cells and marks; never what they mean."""
