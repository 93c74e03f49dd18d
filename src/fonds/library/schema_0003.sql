-- The library, version 3: the catalogue at work. Every table and column is described in
-- docs/library-format.md.

-- What people did, one row each; never changed, never removed. An act that takes another back
-- is an act of its own.
CREATE TABLE act (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    sitting INTEGER,
    undoes INTEGER REFERENCES act (id)
);
CREATE INDEX act_undoes ON act (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX act_sitting ON act (sitting) WHERE sitting IS NOT NULL;

-- What an act changed: a cell of the catalogue, what it held before, what it holds after.
CREATE TABLE act_change (
    act INTEGER NOT NULL REFERENCES act (id),
    ordinal INTEGER NOT NULL,
    cell TEXT NOT NULL,
    key TEXT NOT NULL,
    work_id TEXT,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (act, ordinal)
) WITHOUT ROWID;
CREATE INDEX act_change_work ON act_change (work_id, act) WHERE work_id IS NOT NULL;
CREATE INDEX act_change_cell ON act_change (cell, key, act);

CREATE TRIGGER act_is_never_changed BEFORE UPDATE ON act
BEGIN
    SELECT RAISE(ABORT, 'acts are never changed');
END;

CREATE TRIGGER act_is_never_removed BEFORE DELETE ON act
BEGIN
    SELECT RAISE(ABORT, 'acts are never removed');
END;

CREATE TRIGGER act_change_is_never_changed BEFORE UPDATE ON act_change
BEGIN
    SELECT RAISE(ABORT, 'acts are never changed');
END;

CREATE TRIGGER act_change_is_never_removed BEFORE DELETE ON act_change
BEGIN
    SELECT RAISE(ABORT, 'acts are never removed');
END;

-- What people said stands apart from what was read, and outlives the work's rows: a work that
-- is read anew, or taken out and in again, finds it here. `claim` holds a copy while the work
-- is there.
CREATE TABLE correction (
    work_id TEXT NOT NULL REFERENCES minted (id),
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    evidence TEXT NOT NULL,
    by TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    PRIMARY KEY (work_id, field)
) WITHOUT ROWID;

INSERT INTO correction (work_id, field, value, evidence, by, at)
SELECT work_id, field, value, evidence, by, '' FROM claim WHERE basis = 'curated' ORDER BY id
ON CONFLICT DO NOTHING;

-- A withdrawn work has no catalogue line and no page; this is its tombstone.
CREATE TABLE withdrawal (
    work_id TEXT PRIMARY KEY REFERENCES minted (id),
    why TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;

-- Who asked for what: of an author by name, or of one work.
CREATE TABLE permission (
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('author', 'work')),
    subject TEXT NOT NULL,
    wish TEXT NOT NULL CHECK (wish IN ('granted', 'leave out', 'claimed', 'asked')),
    name TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (subject_kind, subject)
) WITHOUT ROWID;

-- Works whose identifiers lead to another's keep their rows; these two are not the same, a
-- person said.
CREATE TABLE kept_apart (
    one TEXT NOT NULL REFERENCES minted (id),
    other TEXT NOT NULL REFERENCES minted (id),
    at TEXT NOT NULL,
    PRIMARY KEY (one, other),
    CHECK (one < other)
) WITHOUT ROWID;

-- What a work was found by, and the families of editions that were found. Both may be emptied
-- at any time and are made anew.
CREATE TABLE sketch (
    work_id TEXT PRIMARY KEY REFERENCES work (id) ON DELETE CASCADE,
    stage TEXT NOT NULL,
    line BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE edition (
    work_id TEXT PRIMARY KEY REFERENCES work (id) ON DELETE CASCADE,
    family TEXT NOT NULL,
    place INTEGER NOT NULL,
    confidence REAL NOT NULL,
    why TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX edition_family ON edition (family, place);

-- The tags of works as they were read, before people's decisions about tags.
CREATE TABLE work_tag (
    work_id TEXT NOT NULL REFERENCES work (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, name, work_id)
) WITHOUT ROWID;
CREATE INDEX work_tag_work ON work_tag (work_id);

INSERT INTO work_tag (work_id, kind, name)
SELECT DISTINCT best.work_id, best.kind, one.value
FROM (
    SELECT work_id, value, CASE field
            WHEN 'fandoms' THEN 'fandom' WHEN 'relationships' THEN 'relationship'
            WHEN 'characters' THEN 'character' WHEN 'tags' THEN 'tag' ELSE 'author' END AS kind,
        row_number() OVER (PARTITION BY work_id, field ORDER BY CASE basis
            WHEN 'curated' THEN 0 WHEN 'stated' THEN 1 ELSE 2 END, confidence DESC, id) AS place
    FROM claim
    WHERE field IN ('fandoms', 'relationships', 'characters', 'tags', 'creators')
        AND json_type(value) = 'array'
) AS best, json_each(best.value) AS one
WHERE best.place = 1 AND one.type = 'text';

-- What people decided of tags. A name whose `canonical` is itself is canonical; another's is its
-- synonym; without one it was looked at and stays as its author typed it.
CREATE TABLE tag (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    canonical TEXT,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE INDEX tag_canonical ON tag (kind, canonical) WHERE canonical IS NOT NULL;

CREATE TABLE tag_broader (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    broader_kind TEXT NOT NULL,
    broader TEXT NOT NULL,
    PRIMARY KEY (kind, name, broader_kind, broader)
) WITHOUT ROWID;
CREATE INDEX tag_broader_up ON tag_broader (broader_kind, broader);

-- What is uncertain or odd, a row for each work it concerns; works that one decision settles
-- share field and key, and are one question. Kept up with by the triggers.
CREATE TABLE doubt (
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    work_id TEXT NOT NULL REFERENCES work (id) ON DELETE CASCADE,
    weight INTEGER NOT NULL,
    line BLOB NOT NULL,
    PRIMARY KEY (field, key, work_id)
) WITHOUT ROWID;
CREATE INDEX doubt_work ON doubt (work_id);

CREATE TABLE question (
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    value INTEGER NOT NULL,
    works INTEGER NOT NULL,
    PRIMARY KEY (field, key)
) WITHOUT ROWID;
CREATE INDEX question_value ON question (value DESC, field, key);

CREATE TRIGGER doubt_is_asked AFTER INSERT ON doubt
BEGIN
    INSERT INTO question (field, key, value, works) VALUES (new.field, new.key, new.weight, 1)
    ON CONFLICT (field, key) DO UPDATE SET value = value + new.weight, works = works + 1;
END;

CREATE TRIGGER doubt_is_settled AFTER DELETE ON doubt
BEGIN
    UPDATE question SET value = value - old.weight, works = works - 1
    WHERE field = old.field AND key = old.key;
    DELETE FROM question WHERE field = old.field AND key = old.key AND works = 0;
END;

CREATE TABLE put_off (
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (field, key)
) WITHOUT ROWID;
