"""Taking in by the API: send files, see what they are, let them be taken in, and watch.

Only for curators and administrators, because answers name files.
"""

from typing import Annotated, Any, Literal

from fastapi import Depends, HTTPException, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from fonds.app.account_sight import limit_job
from fonds.app.shelf import Shelf
from fonds.app.taking_in import Job
from fonds.app.uploads import Upload, find_upload, list_uploads, remove_upload
from fonds.errors import UserError
from fonds.web.api.models import API, Listing, mask_text
from fonds.web.api.problems import document_problems
from fonds.web.api.routes import make_router
from fonds.web.pages import Lent
from fonds.web.taking_in import TakingIn, find_job, get_taking_in, keep_upload, plan_for
from fonds.web.visiting import Curator, get_curator

router = make_router("taking in", least=get_curator)

_NAMED = 100
"""Refused files that a plan names; the account names all afterwards."""

Here = Annotated[TakingIn, Depends(get_taking_in)]
UploadId = Annotated[
    str,
    Path(max_length=64, description="As it was given.", examples=["0123456789abcdef"]),
]

_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": (
            "One part for each file. A part `about` before a file says its path in the folder "
            "it comes from, and when it was changed: "
            '`{"path": "attic/lamp.txt", "modified": 946684800000}`.'
        ),
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "minItems": 1,
                        }
                    },
                }
            }
        },
    }
}


class RefusedOut(BaseModel):
    """A file that will not be taken in, and why."""

    path: str
    code: str
    message: str


class UploadOut(BaseModel):
    """What was sent, and what is in it; nothing has been done with it."""

    id: str
    name: str
    begun: str
    files: int = Field(description="Files that would be taken in.")
    new: int = Field(description="Those that are not here yet.")
    bytes: int
    media_types: dict[str, int]
    refused: list[RefusedOut] = Field(description="The first hundred that will not be.")


class JobWish(BaseModel):
    """What is to be taken in."""

    model_config = ConfigDict(extra="forbid", strict=True)

    upload: str = Field(
        max_length=64, description="`id` of the upload.", examples=["0123456789abcdef"]
    )


class JobOut(BaseModel):
    """A heap that is being taken in, as it stands."""

    id: str
    name: str
    state: Literal["waiting", "running", "finished", "failed", "ended"]
    phase: str
    done: int = Field(description="Of the phase.")
    total: int = Field(description="Of how many; 0 when unknown.")
    rate: float | None = Field(description="Done in a second.")
    left_s: float | None = Field(description="Seconds this phase will still take.")
    files: int
    accession: int | None = Field(description="Its number, at the end.")
    progress: str = Field(description="How far it is, in words.")
    message: str = Field(description="The report, or what went wrong.")
    is_over: bool


@router.post(
    "/uploads",
    status_code=201,
    response_model=UploadOut,
    openapi_extra=_FORM,
    responses=document_problems(400, 413, 507),
    summary="Send files",
)
async def send_files(request: Request, response: Response, shelf: Lent, here: Here) -> UploadOut:
    """Keep files beside the library, and say what is in them; nothing is taken in yet."""
    try:
        upload = await keep_upload(request, here)
    except ClientDisconnect as error:
        # Nobody hears this answer; what had come of the upload is gone.
        raise HTTPException(400, "The upload was cut off.") from error
    response.headers["Location"] = f"{API}/uploads/{upload.id}"
    return await run_in_threadpool(_upload_out, shelf, upload)


def _upload_out(shelf: Shelf, upload: Upload) -> UploadOut:
    plan, new = plan_for(shelf, upload)
    return UploadOut(
        id=upload.id,
        name=mask_text(upload.name),
        begun=upload.begun,
        files=plan.files,
        new=new,
        bytes=plan.bytes,
        media_types=plan.media_types,
        refused=[
            RefusedOut(path=mask_text(one.path), code=one.problem.code, message=one.problem.message)
            for one in plan.refused[:_NAMED]
        ],
    )


def _get_upload(here: TakingIn, upload_id: str) -> Upload:
    upload = find_upload(here.folder, upload_id)
    if upload is None:
        raise HTTPException(404, "Nothing that was sent is kept here under this address.")
    return upload


@router.get("/uploads", responses=document_problems(404), summary="What was sent and waits")
def list_waiting_uploads(shelf: Lent, here: Here) -> Listing[UploadOut]:
    """List the uploads that nobody has taken in or thrown away, oldest first."""
    items = [_upload_out(shelf, one) for one in list_uploads(here.folder)]
    return Listing[UploadOut](items=items, total=len(items), next=None)


@router.get("/uploads/{upload_id}", summary="One upload and its plan")
def show_upload(shelf: Lent, here: Here, upload_id: UploadId) -> UploadOut:
    """Say what is in an upload and how much of it is new, before anything is done with it."""
    return _upload_out(shelf, _get_upload(here, upload_id))


@router.delete(
    "/uploads/{upload_id}",
    status_code=204,
    responses=document_problems(409),
    summary="Throw an upload away",
)
def forget_upload(here: Here, upload_id: UploadId) -> Response:
    """Throw an upload away; what was taken in of it stays in the library."""
    upload = _get_upload(here, upload_id)
    job = here.jobs.find(upload.id)
    if job is not None and not job.is_over:
        raise HTTPException(409, "It is being taken in. End that first.")
    remove_upload(here.folder, upload.id)
    return Response(status_code=204)


@router.post(
    "/jobs",
    status_code=202,
    responses=document_problems(404, 409),
    summary="Begin to take in",
)
def begin_job(response: Response, visitor: Curator, here: Here, wish: JobWish) -> JobOut:
    """Take an upload in when its turn comes; one that was ended goes on."""
    upload = _get_upload(here, wish.upload)
    person = visitor.person
    by = person.name if person is not None and not visitor.is_alone else ""
    try:
        job = here.jobs.begin_upload(upload.id, upload.name, len(upload.files), by=by)
    except UserError as error:
        raise HTTPException(409, f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    response.headers["Location"] = f"{API}/jobs/{job.id}"
    return _job_out(job)


@router.get("/jobs", responses=document_problems(404), summary="What is being taken in")
def list_jobs(shelf: Lent, here: Here) -> Listing[JobOut]:
    """List the heaps that are or were taken in since the server began, newest first."""
    limited = (limit_job(shelf, one) for one in here.jobs.list_jobs())
    items = [_job_out(one) for one in limited if one is not None]
    return Listing[JobOut](items=items, total=len(items), next=None)


@router.get("/jobs/{job_id}", summary="How a heap is taken in")
def show_job(shelf: Lent, here: Here, job_id: UploadId) -> JobOut:
    """Say how far a job is, and in the end what became of it."""
    job = find_job(here, shelf, job_id)
    if job is None:
        raise HTTPException(404, "There is no such job.")
    return _job_out(job)


@router.post("/jobs/{job_id}/stop", summary="End a job")
def stop_job(shelf: Lent, here: Here, job_id: UploadId) -> JobOut:
    """End a job; what it has stored stays, and the heap can be gone on with."""
    job = here.jobs.stop(job_id) if find_job(here, shelf, job_id) is not None else None
    if job is None:
        raise HTTPException(404, "There is no such job.")
    return _job_out(job)


def _job_out(job: Job) -> JobOut:
    return JobOut(
        id=job.id,
        name=mask_text(job.name),
        state=job.state,
        phase=job.phase,
        done=job.done,
        total=job.total,
        rate=job.rate,
        left_s=job.left_s,
        files=job.files,
        accession=job.accession,
        progress=job.progress,
        message=mask_text(job.message),
        is_over=job.is_over,
    )
