"""How batches find their size."""

from keta.kernel.jobs.pace import LARGEST, Pace


def test_it_at_most_doubles_a_batch_that_was_quick() -> None:
    pace = Pace(size=50)
    pace.took(0.0001)
    assert pace.size == 100


def test_it_shrinks_at_once_to_what_fits() -> None:
    pace = Pace(size=1000)
    pace.took(2.0)
    assert pace.size == 50


def test_it_never_falls_below_one_piece() -> None:
    pace = Pace(size=1)
    pace.took(60.0)
    assert pace.size == 1


def test_it_never_grows_beyond_the_largest_batch() -> None:
    pace = Pace(size=LARGEST)
    pace.took(0.0001)
    assert pace.size == LARGEST


def test_it_settles_on_batches_of_a_tenth_of_a_second() -> None:
    pace = Pace()
    for _ in range(10):
        pace.took(pace.size * 0.0005)
    assert pace.size == 200
