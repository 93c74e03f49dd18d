"""Taking in by web: send files, see what they are, let them be taken in, and watch.

A heap goes through three pages: where it is sent, what is in it, and how it is taken in. Only
curators come here, because the pages name files.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from fonds.app.account_sight import limit_job
from fonds.app.heap_plan import HeapPlan
from fonds.app.reach import find_readable_original
from fonds.app.shelf import Shelf
from fonds.app.taking_in import Job, Jobs
from fonds.app.taking_in_process import read_clock
from fonds.app.uploads import (
    FULL,
    Upload,
    UploadLimits,
    UploadWriter,
    find_upload,
    find_want_of_room,
    list_uploads,
    plan_upload,
    remove_upload,
    say_limit,
    sweep_uploads,
)
from fonds.errors import UserError
from fonds.web.masking import mask_value
from fonds.web.pages import GET, Lent, render_page
from fonds.web.sending import drop_rest, receive_upload
from fonds.web.visiting import Curator, Visitor, get_curator

router = APIRouter(dependencies=[Depends(get_curator)])

NOT_SO = 400
TOO_MUCH = 413
NO_ROOM = 507

_NAMED = 100
"""Refused files named on a page before it is begun; the account names all afterwards."""

_LOOK_S = 0.25
_STREAM_S = 30.0
"""A stream of events ends after so long and the browser asks anew: whoever was signed out
meanwhile hears no more, and a server that shuts down waits for nobody."""

_DISK_FULL = "the disk is full. Nothing was kept; make room and send it again"


class TakingIn(Struct, frozen=True):
    """What the pages of taking in share.

    Attributes:
        jobs: of the library.
        limits: of one upload.
    """

    jobs: Jobs
    limits: UploadLimits = UploadLimits()

    @property
    def folder(self) -> Path:
        """The library's folder."""
        return self.jobs.folder


def install_taking_in(app: FastAPI, jobs: Jobs, limits: UploadLimits | None = None) -> None:
    """Let an application take heaps in; its server calls `jobs.close` when it ends.

    Args:
        app: with the routes of this module.
        jobs: of the library it serves.
        limits: of one upload; None takes the usual ones.
    """
    sweep_uploads(jobs.folder)
    app.state.taking_in = TakingIn(jobs, limits or UploadLimits())


def get_taking_in(request: Request) -> TakingIn:
    """Give what the pages of taking in share.

    Raises:
        HTTPException: 404, this site takes nothing in.
    """
    found: TakingIn | None = getattr(request.app.state, "taking_in", None)
    if found is None:
        raise HTTPException(404, "Nothing is taken in here.")
    return found


@router.api_route("/take-in", methods=GET)
def show_taking_in(request: Request, shelf: Lent) -> Response:
    """Show where files are sent, what waits, and what is being taken in."""
    return _show_sending(request, shelf)


@router.post("/take-in")
async def put_files(request: Request, shelf: Lent) -> Response:
    """Keep files beside the library, and lead to what is in them."""
    try:
        upload = await keep_upload(request, get_taking_in(request))
    except ClientDisconnect:
        # Nobody hears this answer; what had come of the upload is gone.
        return Response(status_code=400)
    except HTTPException as error:
        if error.status_code not in {NOT_SO, TOO_MUCH, NO_ROOM}:
            raise
        return await _refuse(request, shelf, error.status_code, error.detail)
    return RedirectResponse(f"/take-in/uploads/{upload.id}", status_code=303)


async def keep_upload(request: Request, here: TakingIn) -> Upload:
    """Keep the files of a request beside the library.

    Raises:
        HTTPException: 400, it is no form with files; 413, too much; 507, no room.
        ClientDisconnect: it was cut off; nothing is kept.
    """
    stream = request.stream()
    length = request.headers.get("content-length", "")
    size = int(length) if length.isascii() and length.isdigit() and len(length) < 19 else 0
    writer: UploadWriter | None = None
    try:
        if (want := find_want_of_room(here.folder, size)) is not None:
            await drop_rest(stream)
            raise HTTPException(NO_ROOM, _say(want))
        writer = await run_in_threadpool(UploadWriter, here.folder, here.limits, read_clock())
        kind = request.headers.get("content-type", "")
        return await receive_upload(stream, kind, writer)
    except UserError as error:
        is_too_much = writer is not None and writer.is_too_much
        raise HTTPException(TOO_MUCH if is_too_much else NOT_SO, _say(str(error))) from error
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise HTTPException(NO_ROOM, _say(_DISK_FULL)) from error


def _say(message: str) -> str:
    return f"{message[:1].upper()}{message[1:]}."


@router.api_route("/take-in/uploads/{upload_id}", methods=GET)
def show_upload(request: Request, shelf: Lent, upload_id: str) -> Response:
    """Show what is in an upload and how much of it is new, before anything is done with it."""
    here = get_taking_in(request)
    upload = _get_upload(here, upload_id)
    job = here.jobs.find(upload_id)
    if job is not None and not job.is_over:
        return RedirectResponse(f"/take-in/{upload_id}", status_code=303)
    plan, new = plan_for(shelf, upload)
    values = {
        "upload": upload,
        "plan": plan,
        "new": new,
        "refused": plan.refused[:_NAMED],
        "more_refused": max(0, len(plan.refused) - _NAMED),
    }
    return render_page(request, "upload.html", values)


@router.post("/take-in/uploads/{upload_id}")
def begin_upload(request: Request, visitor: Curator, upload_id: str) -> Response:
    """Begin to take an upload in, or go on with it."""
    here = get_taking_in(request)
    upload = _get_upload(here, upload_id)
    # Begun twice, by two fingers or two people, it is begun once.
    with suppress(UserError):
        here.jobs.begin_upload(upload.id, upload.name, len(upload.files), by=_name_of(visitor))
    return RedirectResponse(f"/take-in/{upload.id}", status_code=303)


@router.post("/take-in/uploads/{upload_id}/remove")
def put_away(request: Request, upload_id: str) -> Response:
    """Throw an upload away."""
    here = get_taking_in(request)
    job = here.jobs.find(upload_id)
    if job is not None and not job.is_over:
        raise HTTPException(409, "It is being taken in. End that first.")
    remove_upload(here.folder, upload_id)
    return RedirectResponse("/take-in", status_code=303)


@router.api_route("/take-in/{job_id}", methods=GET)
def show_job(request: Request, shelf: Lent, job_id: str) -> Response:
    """Show how a heap is taken in, and in the end what became of it."""
    here = get_taking_in(request)
    job = find_job(here, shelf, job_id)
    upload = find_upload(here.folder, job_id)
    if job is None:
        if upload is not None:
            return RedirectResponse(f"/take-in/uploads/{job_id}", status_code=303)
        raise HTTPException(404, "There is no such job; the accessions say what was taken in.")
    return render_page(request, "job.html", {"job": job, "upload": upload})


@router.post("/take-in/{job_id}/stop")
def stop_job(request: Request, shelf: Lent, job_id: str) -> Response:
    """End a job; the heap can be gone on with."""
    here = get_taking_in(request)
    if find_job(here, shelf, job_id) is None or here.jobs.stop(job_id) is None:
        raise HTTPException(404, "There is no such job.")
    return RedirectResponse(f"/take-in/{job_id}", status_code=303)


@router.get("/take-in/{job_id}/events")
def watch_job(request: Request, shelf: Lent, job_id: str) -> Response:
    """Tell how a job goes, as it goes (server-sent events)."""
    here = get_taking_in(request)
    job = find_job(here, shelf, job_id)
    if job is None:
        raise HTTPException(404, "There is no such job.")
    return StreamingResponse(
        iter([write_event(job)]) if job.is_over else iter_events(here.jobs, job_id),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def iter_events(jobs: Jobs, job_id: str, stream_s: float = _STREAM_S) -> AsyncIterator[bytes]:
    """Give a job's events: how it stands, whenever that has changed.

    Args:
        jobs: of the library.
        job_id: one of them.
        stream_s: the stream ends after so long, or with the job.
    """
    yield b"retry: 500\n\n"
    known: Job | None = None
    for _ in range(max(1, round(stream_s / _LOOK_S))):
        job = jobs.find(job_id)
        if job is None:
            return
        if job != known:
            known = job
            yield write_event(job)
        if job.is_over:
            return
        await asyncio.sleep(_LOOK_S)


def write_event(job: Job) -> bytes:
    """Write a job as an event."""
    return b"data: " + msgspec.json.encode(describe_job(job)) + b"\n\n"


def find_job(here: TakingIn, shelf: Shelf, job_id: str) -> Job | None:
    """Find a job, as far as whoever a shelf is lent to may see what became of it."""
    job = here.jobs.find(job_id)
    return limit_job(shelf, job) if job is not None else None


def describe_job(job: Job) -> dict[str, Any]:
    """Describe a job for a script, addresses of e-mail covered."""
    return {
        "id": job.id,
        "name": mask_value(job.name),
        "state": job.state,
        "phase": job.phase,
        "done": job.done,
        "total": job.total,
        "rate": job.rate,
        "left_s": job.left_s,
        "files": job.files,
        "accession": job.accession,
        "progress": job.progress,
        "message": mask_value(job.message),
        "is_over": job.is_over,
    }


def plan_for(shelf: Shelf, upload: Upload) -> tuple[HeapPlan, int]:
    """Say what an upload holds; a file of a hidden work is new to whom it is hidden from."""

    def knows(digest: str) -> bool:
        return find_readable_original(shelf, digest) is not None

    return plan_upload(shelf.library, upload, knows=None if shelf.sight.is_full else knows)


def _get_upload(here: TakingIn, upload_id: str) -> Upload:
    upload = find_upload(here.folder, upload_id)
    if upload is None:
        raise HTTPException(404, "Nothing that was sent is kept here under this address.")
    return upload


def _name_of(visitor: Visitor) -> str:
    return visitor.person.name if visitor.person is not None and not visitor.is_alone else ""


async def _refuse(request: Request, shelf: Shelf, status: int, said: str) -> Response:
    """Say why files were not kept: to a script as a problem, to a person on the page."""
    if "application/json" in request.headers.get("accept", ""):
        title = "There is no room" if status == NO_ROOM else "This cannot be taken in"
        problem = {"type": "about:blank", "title": title, "status": status, "detail": said}
        return JSONResponse(problem, status, media_type="application/problem+json")
    return await run_in_threadpool(_show_sending, request, shelf, notice=said, status=status)


def _show_sending(
    request: Request, shelf: Shelf, *, notice: str = "", status: int = 200
) -> Response:
    here = get_taking_in(request)
    every = here.jobs.list_jobs()
    jobs = [job for one in every if (job := limit_job(shelf, one)) is not None]
    known = {job.id for job in every}
    values = {
        "notice": notice,
        "limits": here.limits,
        "most": say_limit(here.limits.bytes),
        "most_of_one": say_limit(here.limits.file_bytes),
        "jobs": jobs,
        "waiting": [one for one in list_uploads(here.folder) if one.id not in known],
    }
    return render_page(request, "taking-in.html", values, status=status)
