"""Which kind of job there is for what is to be trained, and how one trains."""

from collections.abc import Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from optim_core.network.train_loop import cores_to_use
from optim_core.network.training import Training
from optim_core.network.transfer import Transfer
from pages.ui.training_service.job import Job
from pages.ui.training_service.training_job import TrainingJob
from pages.ui.training_service.transfer_job import TransferJob

# by what is trained
JOBS: Mapping[type, type[Job]] = {Training: TrainingJob, Transfer: TransferJob}


def in_one_pool() -> Callable[[Any], Generator[Any]]:
    """What trains; what still compiles for a training that was stopped holds up the next one."""
    pool = ThreadPoolExecutor(cores_to_use(), "training")
    return lambda training: JOBS[type(training)].trains(training, pool=pool)
