"""Whoever is connected to the lab: what he asks, what he looks at, what is new to him of that."""

import json
from typing import Any, NamedTuple

from optim_core.network.datasets import DATASET_SPECS
from optim_core.network.training import Training
from pages.ui.lab import link as lab_link
from pages.ui.lab import texts as lab_texts
from pages.ui.links import reader
from pages.ui.training_service.job import Job, Watch
from pages.ui.training_service.queue import Full, Jobs
from pages.ui.training_service.snapshots import NOTHING, message
from pages.ui.wire import packed

LONGEST = reader.MAX_LENGTH + 100  # characters of a message that are read


def header(jobs: Jobs, job: Job, run: str) -> dict[str, Any]:
    """What a frame says of a job as a whole; `run` names it."""
    place, waiting = jobs.place(job), jobs.waiting
    coming = jobs.sets.coming(job.runs.dataset) if job.state == "loading" else None
    share, what = coming or (job.share, DATASET_SPECS[job.runs.dataset].label)
    wanted, used = job.training.dataset, job.runs.dataset
    return {
        "run": run,
        "state": job.state,
        "status": lab_texts.state(job.state, share, job.seconds, job.left, place, waiting, what),
        "share": round(share, 4),
        "seconds": round(job.seconds, 2),
        "left": None if job.left is None else round(job.left, 1),
        "place": place,
        "waiting": waiting,
        "watchers": len(job.watches),
        "dataset": DATASET_SPECS[used].label,
        "substituted": "" if used == wanted else lab_texts.substituted(wanted, used),
        "seeds": len(job.training.seeds),
    }


class Asked(NamedTuple):
    """A visitor's message, understood."""

    do: str
    training: Training | None = None
    lane: int = 0


def understood(text: str) -> Asked | None:
    """What a message asks; None where it is not one of ours."""
    try:
        asked = json.loads(text[:LONGEST])
    except (ValueError, RecursionError):
        return None
    match asked:
        case {"do": "watch" | "train" as what, "link": str(link)}:
            return Asked(what, lab_link.read(link)[0])
        case {"do": "stop"}:
            return Asked("stop")
        case {"do": "look", "lane": int(lane)} if lane >= 0:
            return Asked("look", lane=lane)
    return None


class Visitor:
    """One connection: what it looks at, and what it has of that."""

    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs
        self.training: Training | None = None
        self.run = ""  # names the training
        self.job: Job | None = None
        self.watch: Watch | None = None
        self.lane = 0
        self.answer: bytes | None = None  # that is due; a later one replaces it
        self._has_nothing()

    def _has_nothing(self) -> None:
        self._had = NOTHING
        self._said: dict[str, Any] = {}
        self._told: dict[int, Any] = {}

    def do(self, asked: Asked) -> None:
        """What is asked; `news` tells what came of it."""
        if asked.training:
            self._turn_to(asked.training, begins=asked.do == "train")
        elif asked.do == "look":
            self.lane = asked.lane
            if self.watch:
                self.watch.lane = asked.lane
        elif asked.do == "stop" and self.job and self.watch and self.job.active:
            self._stop(self.job)

    def _turn_to(self, training: Training, begins: bool) -> None:
        run = lab_link.identity(training)
        try:
            job = self.jobs.train(training) if begins else self.jobs.find(training)
        except Full:
            self._answer(run, "full")
            return
        if job is not self.job:
            self.leave(stop=begins)
        self.training, self.run = training, run
        self._has_nothing()
        if job:
            self._join(job)
        else:
            self._answer(run, "none")

    def _join(self, job: Job) -> None:
        if self.watch is None or self.watch.job is not job:
            self.leave()
            self.job, self.watch = job, self.jobs.watch(job, self.lane)
            self._has_nothing()

    def _stop(self, job: Job) -> None:
        """Ends what nobody else watches. Where others do, it is not shown here any more."""
        others = len(job.watches) > 1
        self.leave(stop=True)
        self.training = None
        if others:
            self._answer(self.run, "left")
        else:
            self.job = job  # to see its end

    def leave(self, stop: bool = False) -> None:
        """Looks at nothing any more."""
        if self.watch:
            self.watch.leave(stop)
        self.job = self.watch = None

    def _answer(self, run: str, state: str) -> None:
        self.answer = packed({"run": run, "state": state, "status": lab_texts.state(state)})

    def news(self) -> list[bytes]:
        """The messages that are due: none where nothing is new."""
        due, self.answer = [self.answer] if self.answer else [], None
        begun = self.jobs.find(self.training) if self.training else None
        if begun and begun is not self.job:  # by somebody else
            self._join(begun)
        job = self.job
        if job is None:
            return due
        said, told = header(self.jobs, job, self.run), job.predictions.get(self.lane)
        shot = job.film.shot  # after the header: where that tells the end, this is the last
        is_told = told is None or self._told.get(self.lane) is told
        if shot.number == self._had and said == self._said and is_told:
            return due
        extra = {} if is_told else {"predictions": told}
        due.append(message(said | extra, shot, self._had))
        self._had, self._said = shot.number, said
        self._told[self.lane] = told
        return due
