"""Marks and counts that the headings print: they have to add up."""

from __future__ import annotations

from proofread import Q, Vector, answer, array, claim, correction, equal, exists, ones, total

QUESTION = 20  # the marks of one question of parts II and III


@claim("smai-exam/H.I")
def marks_of_part_one():
    """Twelve questions of 5 marks have 60."""
    return equal(total(5 * ones(12)), 60)


@claim("smai-exam/H.II", "smai-exam/H.III")
def marks_of_a_part():
    """Three questions of 20 marks have 60."""
    return equal(total(QUESTION * ones(3)), 60)


def adds_up(*parts):
    """The marks of the parts are the 20 of their question together."""
    return equal(total(array(list(parts))), QUESTION)


@claim("smai-exam/H.II.1")
def perceptron():
    """The five parts of the question on a perceptron have its 20 marks together."""
    return adds_up(4, 4, 2, 8, 2)


@claim("smai-exam/H.II.2")
def attention():
    """The three parts of the question on attention have its 20 marks together."""
    return adds_up(5, 8, 7)


@claim("smai-exam/H.II.3")
def algorithm():
    """The pseudocode and the six short answers have the 20 marks of their question together."""
    return adds_up(4, 2, 2, 2, 2, 4, 4)


@claim("smai-exam/H.II.4")
def loss_function():
    """The four parts of the question on a loss have its 20 marks together."""
    return adds_up(5, 5, 5, 5)


@claim("smai-exam/H.III.2")
def kernel():
    """The three parts of the question on kernels have its 20 marks together."""
    return adds_up(2, 8, 10)


@claim("smai-exam/H.III.3")
def learned_distance():
    """The four parts of the question on a learned distance have its 20 marks together."""
    return adds_up(5, 5, 5, 5)


@claim("smai-exam/H.III.4")
def descent():
    """The three parts of the question on gradient descent have its 20 marks together."""
    return adds_up(9, 2, 9)


@answer("smai-exam/I.4.marks", key="1 + 4")
def marks_of_question_four():
    """The mark for the choice and the four for its explanation are the 5 of a question of part I."""
    return equal(Q(12) * (Q(1) + 4), 60)


@claim("smai-exam/II.2.seven")
def matrices_of_the_layer():
    """Two heads of three matrices and one matrix for the outputs are seven."""
    heads = ones(2, 3)
    return equal(total(heads) + 1, 7)


@claim("smai-exam/II.2.dim")
def length_of_an_input():
    """The column (1, 1) of part (b) should be an input of length 4; its length is 2."""

    def is_an_input(length):
        return exists(Vector[length], lambda x: equal(x, array([1, 1])), witness=ones(length))

    return correction(is_an_input(4), to=is_an_input(2))
