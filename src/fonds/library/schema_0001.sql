-- The library, version 1. Every table and column is described in docs/library-format.md.

PRAGMA application_id = 1181707876;  -- 0x466F6E64, "Fond"

CREATE TABLE migration (
    version INTEGER PRIMARY KEY,
    digest TEXT NOT NULL
);

CREATE TABLE accession (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    heap TEXT NOT NULL,
    begun TEXT NOT NULL,
    ended TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'finished', 'undone')),
    options TEXT NOT NULL,
    tool TEXT NOT NULL
);

-- A real table, not a view, with exactly these columns: the sqlite3 shell asks for them.
CREATE TABLE sqlar (
    name TEXT PRIMARY KEY,
    mode INT,
    mtime INT,
    sz INT,
    data BLOB
);

CREATE TABLE original (
    digest TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE REFERENCES sqlar (name),
    name_key TEXT NOT NULL UNIQUE,
    accession INTEGER NOT NULL REFERENCES accession (id),
    read_by TEXT,
    read_in INTEGER REFERENCES accession (id)
) WITHOUT ROWID;
CREATE INDEX original_accession ON original (accession);
CREATE INDEX original_read_in ON original (read_in);

CREATE TABLE heap_file (
    accession INTEGER NOT NULL REFERENCES accession (id),
    path TEXT NOT NULL,
    digest TEXT REFERENCES original (digest),
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'duplicate', 'refused')),
    reason TEXT NOT NULL,
    PRIMARY KEY (accession, path),
    CHECK ((digest IS NULL) = (outcome = 'refused'))
) WITHOUT ROWID;
CREATE INDEX heap_file_digest ON heap_file (digest);

CREATE TABLE member (
    original TEXT NOT NULL REFERENCES original (digest) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    path TEXT NOT NULL,
    digest TEXT,
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    outcome TEXT NOT NULL
        CHECK (outcome IN ('read', 'unreadable', 'refused', 'duplicate', 'container')),
    reason TEXT NOT NULL,
    PRIMARY KEY (original, ordinal)
) WITHOUT ROWID;
CREATE INDEX member_digest ON member (digest);

CREATE TABLE reading (
    original TEXT NOT NULL REFERENCES original (digest) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    stage TEXT NOT NULL,
    draft BLOB NOT NULL,
    PRIMARY KEY (original, ordinal)
);

CREATE TABLE minted (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    member TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    UNIQUE (digest, member, ordinal)
) WITHOUT ROWID;

CREATE TABLE redirect (
    old TEXT PRIMARY KEY REFERENCES minted (id),
    new TEXT NOT NULL REFERENCES minted (id)
) WITHOUT ROWID;

CREATE TABLE work (
    id TEXT PRIMARY KEY REFERENCES minted (id),
    accession INTEGER NOT NULL REFERENCES accession (id),
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    claims INTEGER NOT NULL,
    draft BLOB NOT NULL
);
CREATE INDEX work_accession ON work (accession);

CREATE TABLE work_source (
    work_id TEXT NOT NULL REFERENCES work (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    original TEXT NOT NULL REFERENCES original (digest),
    digest TEXT NOT NULL,
    member TEXT,
    path TEXT NOT NULL,
    PRIMARY KEY (work_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX work_source_original ON work_source (original);
CREATE INDEX work_source_digest ON work_source (digest);

CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    work_id TEXT NOT NULL REFERENCES work (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('curated', 'stated', 'derived')),
    confidence REAL NOT NULL,
    by TEXT NOT NULL,
    evidence TEXT NOT NULL
);
CREATE INDEX claim_work ON claim (work_id, field);

CREATE TABLE entry (
    work_id TEXT PRIMARY KEY REFERENCES work (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    sort_title TEXT NOT NULL,
    sort_author TEXT NOT NULL,
    date TEXT,
    words INTEGER NOT NULL,
    line BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX entry_order ON entry (kind, sort_title, sort_author, work_id);

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    accession INTEGER,
    work_id TEXT,
    digest TEXT,
    detail TEXT NOT NULL
);
CREATE INDEX event_work ON event (work_id) WHERE work_id IS NOT NULL;
CREATE INDEX event_digest ON event (digest) WHERE digest IS NOT NULL;
CREATE INDEX event_accession ON event (accession) WHERE accession IS NOT NULL;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are never changed');
END;

CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'events are never removed');
END;
