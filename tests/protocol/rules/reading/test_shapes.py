"""The twenty-four shapes by program: the same tree in other clothes is the same tree."""

from random import Random

import pytest

from concordat.protocol.rules.reading import read, unplaced
from concordat.protocol.rules.reading.checking import twice_placed
from tests.protocol.made import clothes
from tests.protocol.made.clothes import Clothes
from tests.protocol.made.shapes import SHAPES, TITLE, paper_of, worn
from tests.protocol.made.trees import expected, found, shape

FEW, MANY = range(3), range(3, 10)
WORN = [pytest.param(name, each, id=f"{name} {each.__name__}") for name, each in worn()]


def told(name: str, wears: Clothes, seed: int) -> None:
    paper = paper_of(name, seed)
    data, file = wears(paper, Random(seed))
    reading = read(data, name=file)
    assert found(reading) == expected(paper)
    assert reading.title == TITLE
    assert reading.adopted is not None
    assert (reading.adopted.value, reading.adopted.body, reading.adopted.minute) == (
        "2023-05-03",
        "Full Council",
        "45.2",
    )
    assert reading.review is not None
    assert (reading.review.value, reading.review.precision) == ("2027-12", "month")
    assert unplaced(reading) == ()
    assert twice_placed(reading) == ()


@pytest.mark.parametrize(("name", "wears"), WORN)
def test_the_tree_is_found_whatever_it_wears(name, wears):
    for seed in FEW:
        told(name, wears, seed)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "wears"), WORN)
def test_the_tree_is_found_whatever_it_wears_in_many_more_documents(name, wears):
    for seed in MANY:
        told(name, wears, seed)


PLAIN_SHAPES = [name for name, each in SHAPES.items() if each.change.__name__ == "<lambda>"]


@pytest.mark.slow
@pytest.mark.parametrize("wears", [clothes.plain, clothes.wrapped, clothes.markdown, clothes.web])
def test_any_style_of_numbering_leaves_the_same_tree(wears):
    for seed in range(6):
        trees = []
        for name in PLAIN_SHAPES:
            data, file = wears(paper_of(name, seed), Random(seed))
            tree = shape(found(read(data, name=file)))
            trees.append([(words.lower(), depth, heading) for words, depth, heading in tree])
        assert all(tree == trees[0] for tree in trees)
