"""One visitor of a transfer: what is new to him of it."""

from pages.ui.training_service.job import Job
from pages.ui.training_service.session import Session, header
from pages.ui.training_service.transfer_job import TransferJob
from pages.ui.wire import packed


class TransferSession(Session):
    """All that is known of it travels anew whenever there is more: it is a few numbers."""

    def _news(self, job: Job) -> list[bytes]:
        assert isinstance(job, TransferJob)
        now, found = header(self.queue, job, self.run), job.found
        told = self._sent_findings.get(("transfer", None))
        if now == self._sent_header and found is told:
            return []
        self._sent_header, self._sent_findings["transfer", None] = now, found
        return [packed(now | ({"transfer": found} if found is not told else {}))]
