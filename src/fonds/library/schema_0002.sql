-- The library, version 2: people, what they may see, and what is theirs. Every table and
-- column is described in docs/library-format.md.
--
-- Works are named by `minted`, which is never emptied: what a person said of a story stands
-- when the story is read anew, taken out, or taken in again.

-- Works of several sources are few: they are counted without looking at the others.
CREATE INDEX work_source_second ON work_source (work_id) WHERE ordinal = 1;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('reader', 'curator', 'administrator')),
    password TEXT,
    made TEXT NOT NULL,
    ended TEXT,
    preferences TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE invitation (
    digest TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('reader', 'curator', 'administrator')),
    person INTEGER REFERENCES person (id) ON DELETE CASCADE,
    made TEXT NOT NULL,
    made_by INTEGER REFERENCES person (id) ON DELETE SET NULL,
    until TEXT NOT NULL,
    used TEXT
) WITHOUT ROWID;

CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    agent TEXT NOT NULL,
    begun TEXT NOT NULL,
    seen TEXT NOT NULL,
    until TEXT NOT NULL
);
CREATE INDEX session_person ON session (person);

CREATE TABLE token (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    made TEXT NOT NULL,
    until TEXT,
    used TEXT
);
CREATE INDEX token_person ON token (person);

-- A shelf is one person's; without a person it is a collection, which is everybody's.
CREATE TABLE shelf (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER REFERENCES person (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    about TEXT NOT NULL DEFAULT '',
    made TEXT NOT NULL
);
CREATE UNIQUE INDEX shelf_name ON shelf (coalesce(person, 0), name_key);

CREATE TABLE shelf_work (
    shelf INTEGER NOT NULL REFERENCES shelf (id) ON DELETE CASCADE,
    work_id TEXT NOT NULL REFERENCES minted (id),
    at TEXT NOT NULL,
    PRIMARY KEY (shelf, work_id)
) WITHOUT ROWID;
CREATE INDEX shelf_work_work ON shelf_work (work_id);

-- Never removed: an ended one is the history of what was open to whom.
CREATE TABLE restriction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('library', 'rating', 'accession', 'collection', 'work')),
    value TEXT NOT NULL,
    least TEXT NOT NULL CHECK (least IN ('reader', 'curator', 'administrator')),
    why TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    ended TEXT,
    ended_by TEXT
);
CREATE INDEX restriction_standing ON restriction (kind, value) WHERE ended IS NULL;

CREATE TABLE mark (
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    work_id TEXT NOT NULL REFERENCES minted (id),
    status TEXT CHECK (status IN ('to-read', 'reading', 'read')),
    favourite INTEGER NOT NULL DEFAULT 0,
    at TEXT NOT NULL,
    PRIMARY KEY (person, work_id)
) WITHOUT ROWID;

CREATE TABLE device (
    id TEXT PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    seen TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE position (
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    device TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    work_id TEXT NOT NULL REFERENCES minted (id),
    chapter INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    fraction REAL NOT NULL,
    quote TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (person, work_id, device)
) WITHOUT ROWID;

CREATE TABLE annotation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    work_id TEXT NOT NULL REFERENCES minted (id),
    paragraph INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end_paragraph INTEGER NOT NULL,
    end INTEGER NOT NULL,
    quote TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    note TEXT NOT NULL,
    made TEXT NOT NULL,
    changed TEXT NOT NULL
);
CREATE INDEX annotation_work ON annotation (person, work_id);

CREATE TABLE saved_search (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    question TEXT NOT NULL,
    made TEXT NOT NULL,
    seen INTEGER NOT NULL
);
CREATE INDEX saved_search_person ON saved_search (person);

-- What an e-reader calls a book that was given out: KOReader's partial MD5 of the file.
CREATE TABLE given_out (
    document TEXT PRIMARY KEY,
    work_id TEXT NOT NULL REFERENCES minted (id),
    format TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sync (
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    document TEXT NOT NULL,
    progress TEXT NOT NULL,
    percentage REAL NOT NULL,
    device TEXT NOT NULL,
    device_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (person, document)
) WITHOUT ROWID;
