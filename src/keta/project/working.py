"""The worker process: jobs, schedules and the delivery of events, until it is told to stop."""

import argparse
import signal
from threading import Event

from keta.kernel.events.delivery import DELIVERY
from keta.kernel.jobs.worker import run_worker


def work(chosen: argparse.Namespace) -> int:
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_worker(stop, [DELIVERY])
    return 0
