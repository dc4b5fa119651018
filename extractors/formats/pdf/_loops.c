/* One function of a library called for many arguments.
 *
 * Of the time in which Python calls a function through ctypes, nine tenths go into finding out how
 * to call it, anew for each call. Here that is known: every argument is a number or an address, so
 * that each fits in a register, and so does what comes back.
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdint.h>
#include <string.h>

#define MOST_ARGUMENTS 6

typedef intptr_t word;

/* The n-th value is values[n], or start + n * step where there are no values. */
typedef struct {
    Py_buffer buffer; /* held while it has an object */
    const int64_t *values;
    word start, step;
} Argument;

static word value_of(const Argument *argument, Py_ssize_t index)
{
    return argument->values ? (word)argument->values[index]
                            : (word)((uintptr_t)argument->start +
                                     (uintptr_t)index * (uintptr_t)argument->step);
}

static int read_array(PyObject *given, Py_ssize_t count, int flags, Py_buffer *buffer)
{
    if (PyObject_GetBuffer(given, buffer, flags | PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) < 0)
        return -1;
    int is_integer = buffer->format && (!strcmp(buffer->format, "l") || !strcmp(buffer->format, "q"));
    if (!is_integer || buffer->itemsize != sizeof(int64_t) || buffer->len / buffer->itemsize < count) {
        PyBuffer_Release(buffer);
        PyErr_SetString(PyExc_ValueError, "an array of as many 64-bit integers is needed");
        return -1;
    }
    return 0;
}

static int read_argument(PyObject *given, Py_ssize_t count, Argument *argument)
{
    memset(argument, 0, sizeof *argument);
    if (PyLong_Check(given)) {
        argument->start = (word)PyLong_AsUnsignedLongLongMask(given);
        return PyErr_Occurred() ? -1 : 0;
    }
    if (PyTuple_Check(given)) {
        long long start, step;
        Py_ssize_t room;
        if (!PyArg_ParseTuple(given, "LLn", &start, &step, &room))
            return -1;
        if (room < count) {
            PyErr_SetString(PyExc_ValueError, "there are fewer records than calls");
            return -1;
        }
        argument->start = (word)start;
        argument->step = (word)step;
        return 0;
    }
    if (read_array(given, count, PyBUF_SIMPLE, &argument->buffer) < 0)
        return -1;
    argument->values = argument->buffer.buf;
    return 0;
}

static word called(void *function, int arity, const word *a)
{
    switch (arity) {
    case 1:
        return ((word(*)(word))function)(a[0]);
    case 2:
        return ((word(*)(word, word))function)(a[0], a[1]);
    case 3:
        return ((word(*)(word, word, word))function)(a[0], a[1], a[2]);
    case 4:
        return ((word(*)(word, word, word, word))function)(a[0], a[1], a[2], a[3]);
    case 5:
        return ((word(*)(word, word, word, word, word))function)(a[0], a[1], a[2], a[3], a[4]);
    default:
        return ((word(*)(word, word, word, word, word, word))function)(a[0], a[1], a[2], a[3], a[4],
                                                                       a[5]);
    }
}

/* What a function of this kind returned: of a smaller number the rest of the register is open. */
static int64_t result_of(word found, int kind)
{
    switch (kind) {
    case 'i':
        return (int32_t)found;
    case 'I':
        return (uint32_t)found;
    default:
        return (int64_t)found;
    }
}

static void call_each(void *function, int kind, Py_ssize_t count, int64_t *results, int arity,
                      const Argument *arguments)
{
    word values[MOST_ARGUMENTS];
    for (Py_ssize_t index = 0; index < count; index++) {
        for (int number = 0; number < arity; number++)
            values[number] = value_of(&arguments[number], index);
        word found = called(function, arity, values);
        if (results)
            results[index] = result_of(found, kind);
    }
}

PyDoc_STRVAR(each_doc,
             "each(function, kind, count, results, *arguments)\n--\n\n"
             "Call the function at this address so many times.\n\n"
             "`kind` is what it returns: 'i' and 'I' for a signed and an unsigned int, else a whole\n"
             "word, which goes into the array `results`, if that is not None. Each argument is a\n"
             "number, an array of 64-bit integers, or a triple: where it begins, by how much it grows\n"
             "from call to call, and for how many calls there is room.");

static PyObject *each(PyObject *module, PyObject *const *given, Py_ssize_t total)
{
    (void)module;
    int arity = (int)(total - 4), taken = 0, ready = 0;
    if (arity < 1 || arity > MOST_ARGUMENTS)
        return PyErr_Format(PyExc_TypeError, "1 to %d arguments can be handed on", MOST_ARGUMENTS);
    void *function = PyLong_AsVoidPtr(given[0]);
    int kind = PyUnicode_Check(given[1]) && PyUnicode_GET_LENGTH(given[1]) == 1
                   ? (int)PyUnicode_READ_CHAR(given[1], 0)
                   : 0;
    Py_ssize_t count = PyLong_AsSsize_t(given[2]);
    if (PyErr_Occurred())
        return NULL;
    if (!function)
        return PyErr_Format(PyExc_ValueError, "there is no function at address 0");
    Py_buffer results = {0};
    if (given[3] != Py_None && read_array(given[3], count, PyBUF_WRITABLE, &results) < 0)
        return NULL;
    Argument arguments[MOST_ARGUMENTS];
    while (taken < arity && read_argument(given[4 + taken], count, &arguments[taken]) == 0)
        taken++;
    ready = taken == arity;
    if (ready)
        call_each(function, kind, count, results.buf, arity, arguments);
    while (taken-- > 0)
        if (arguments[taken].buffer.obj)
            PyBuffer_Release(&arguments[taken].buffer);
    if (given[3] != Py_None)
        PyBuffer_Release(&results);
    if (!ready)
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"each", (PyCFunction)(void (*)(void))each, METH_FASTCALL, each_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_loops", "One function called for many arguments.", -1, methods,
};

PyMODINIT_FUNC PyInit__loops(void)
{
    return PyModule_Create(&definition);
}
