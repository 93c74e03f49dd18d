-- The library, version 4: views for people who ask with SQL, described in
-- docs/library-format.md. Each shows what every visitor of the library may see, in columns that
-- are read without Fonds: nothing withdrawn, merged, restricted or asked to be left out, nothing
-- of the people who use the library, and no text that may hold an address of e-mail.

-- The works that are anybody's to see. What is said of the library as a whole (that one has to
-- sign in) is said of its pages, and not heeded here.
CREATE VIEW public_entries AS
SELECT entry.work_id, entry.kind, entry.date, entry.words,
    work.accession
FROM entry JOIN work ON work.id = entry.work_id
WHERE NOT EXISTS (SELECT 1 FROM withdrawal WHERE withdrawal.work_id = entry.work_id)
    AND NOT EXISTS (SELECT 1 FROM redirect WHERE redirect.old = entry.work_id)
    AND NOT EXISTS (
        SELECT 1 FROM permission WHERE wish = 'leave out' AND (
            (subject_kind = 'work' AND subject = entry.work_id)
            OR (subject_kind = 'author' AND (subject = entry.sort_author OR lower(name) IN (
                SELECT lower(one.value) FROM claim, json_each(claim.value) AS one
                WHERE claim.work_id = entry.work_id AND claim.field = 'creators'
                    AND json_type(claim.value) = 'array' AND one.type = 'text')))))
    AND NOT EXISTS (
        SELECT 1 FROM restriction WHERE ended IS NULL AND CASE restriction.kind
            WHEN 'work' THEN restriction.value = entry.work_id
            WHEN 'accession' THEN restriction.value = CAST(work.accession AS TEXT)
            WHEN 'collection' THEN EXISTS (SELECT 1 FROM shelf_work
                WHERE shelf_work.shelf = CAST(restriction.value AS INTEGER)
                    AND shelf_work.work_id = entry.work_id)
            WHEN 'rating' THEN restriction.value = coalesce((
                SELECT json_extract(claim.value, '$') FROM claim
                WHERE claim.work_id = entry.work_id AND claim.field = 'rating'
                ORDER BY CASE basis WHEN 'curated' THEN 0 WHEN 'stated' THEN 1 ELSE 2 END,
                    confidence DESC, id LIMIT 1), 'Not Rated')
            ELSE 0 END);

-- Everything said of them, with whether it speaks for its field.
CREATE VIEW public_claims AS
SELECT claim.work_id, claim.id AS claim, claim.field,
    CASE WHEN claim.value GLOB '*[^ (<",;:]@*' OR claim.value LIKE '%＠%'
        OR claim.value LIKE '%\%40%' ESCAPE '\' OR claim.value LIKE '%(at)%'
        OR claim.value LIKE '%[at]%' OR claim.value LIKE '% at % dot %'
        THEN NULL ELSE claim.value END AS value,
    claim.basis, claim.confidence,
    CASE claim.basis WHEN 'curated' THEN 'a person' ELSE claim.by END AS by,
    claim.id = (
        SELECT best.id FROM claim AS best
        WHERE best.work_id = claim.work_id AND best.field = claim.field
        ORDER BY CASE best.basis WHEN 'curated' THEN 0 WHEN 'stated' THEN 1 ELSE 2 END,
            best.confidence DESC, best.id LIMIT 1) AS is_best
FROM claim JOIN public_entries ON public_entries.work_id = claim.work_id;

-- The words each of these comes from.
CREATE VIEW public_evidence AS
SELECT claim.work_id, claim.id AS claim, claim.field, words.key AS place,
    json_extract(words.value, '$.source') AS source, work_source.digest,
    json_extract(words.value, '$.start') AS start, json_extract(words.value, '$.end') AS "end",
    CASE WHEN words.value GLOB '*[^ (<",;:]@*' OR words.value LIKE '%＠%'
        OR words.value LIKE '%\%40%' ESCAPE '\' OR words.value LIKE '%(at)%'
        OR words.value LIKE '%[at]%' OR words.value LIKE '% at % dot %'
        THEN NULL ELSE json_extract(words.value, '$.quote') END AS quote
FROM claim JOIN public_entries ON public_entries.work_id = claim.work_id,
    json_each(claim.evidence) AS words
    LEFT JOIN work_source ON work_source.work_id = claim.work_id
        AND work_source.ordinal = json_extract(words.value, '$.source');

-- Tags as they were read, and the name people decided on.
CREATE VIEW public_work_tags AS
SELECT work_tag.work_id, work_tag.kind, work_tag.name,
    coalesce(tag.canonical, work_tag.name) AS canonical
FROM work_tag JOIN public_entries ON public_entries.work_id = work_tag.work_id
    LEFT JOIN tag ON tag.kind = work_tag.kind AND tag.name = work_tag.name
WHERE work_tag.name NOT GLOB '*[^ (<",;:]@*' AND work_tag.name NOT LIKE '%＠%'
    AND work_tag.name NOT LIKE '%(at)%' AND work_tag.name NOT LIKE '%[at]%'
    AND coalesce(tag.canonical, '') NOT GLOB '*[^ (<",;:]@*';

CREATE VIEW public_tags AS
SELECT kind, name, canonical, count(*) AS works
FROM public_work_tags GROUP BY kind, name;

-- Broader tags, as far as both are on works, or names of tags that are.
CREATE VIEW public_broader_tags AS
SELECT tag_broader.kind, tag_broader.name, tag_broader.broader_kind, tag_broader.broader
FROM tag_broader
WHERE tag_broader.kind <> 'author' AND tag_broader.broader_kind <> 'author';

-- A row a work, the best of what is known.
CREATE VIEW public_works AS
SELECT entry.work_id, entry.kind,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'title' AND is_best) AS title,
    (SELECT json_group_array(DISTINCT coalesce(tag.canonical, one.value))
        FROM json_each((SELECT value FROM public_claims AS said
            WHERE said.work_id = entry.work_id AND said.field = 'creators' AND is_best)) AS one
        LEFT JOIN tag ON tag.kind = 'author' AND tag.name = one.value) AS creators,
    (SELECT json_group_array(DISTINCT coalesce(tag.canonical, one.value))
        FROM json_each((SELECT value FROM public_claims AS said
            WHERE said.work_id = entry.work_id AND said.field = 'fandoms' AND is_best)) AS one
        LEFT JOIN tag ON tag.kind = 'fandom' AND tag.name = one.value) AS fandoms,
    (SELECT json_group_array(DISTINCT coalesce(tag.canonical, one.value))
        FROM json_each((SELECT value FROM public_claims AS said
            WHERE said.work_id = entry.work_id AND said.field = 'relationships' AND is_best)) AS one
        LEFT JOIN tag ON tag.kind = 'relationship' AND tag.name = one.value) AS relationships,
    (SELECT json_group_array(DISTINCT coalesce(tag.canonical, one.value))
        FROM json_each((SELECT value FROM public_claims AS said
            WHERE said.work_id = entry.work_id AND said.field = 'characters' AND is_best)) AS one
        LEFT JOIN tag ON tag.kind = 'character' AND tag.name = one.value) AS characters,
    (SELECT json_group_array(DISTINCT coalesce(tag.canonical, one.value))
        FROM json_each((SELECT value FROM public_claims AS said
            WHERE said.work_id = entry.work_id AND said.field = 'tags' AND is_best)) AS one
        LEFT JOIN tag ON tag.kind = 'tag' AND tag.name = one.value) AS tags,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'rating' AND is_best) AS rating,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'rating_stated' AND is_best) AS rating_stated,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'suggested_rating' AND is_best) AS suggested_rating,
    coalesce((SELECT value FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'warnings' AND is_best), '[]') AS warnings,
    coalesce((SELECT value FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'categories' AND is_best), '[]') AS categories,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'summary' AND is_best) AS summary,
    (SELECT json_extract(value, '$.title') FROM public_claims AS said
        WHERE said.work_id = entry.work_id AND said.field = 'series' AND is_best) AS series,
    (SELECT json_extract(value, '$.index') FROM public_claims AS said
        WHERE said.work_id = entry.work_id AND said.field = 'series' AND is_best) AS series_index,
    entry.date, CAST(substr(entry.date, 1, 4) AS INTEGER) AS year,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'language' AND is_best) AS language,
    entry.words,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'scenes' AND is_best) AS scenes,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'complete' AND is_best) AS complete,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'form' AND is_best) AS form,
    (SELECT json_extract(value, '$.person') FROM public_claims AS said
        WHERE said.work_id = entry.work_id AND said.field = 'pov' AND is_best) AS pov_person,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'tense' AND is_best) AS tense,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'reading_ease' AND is_best) AS reading_ease,
    (SELECT json_extract(value, '$') FROM public_claims AS said WHERE said.work_id = entry.work_id
        AND said.field = 'source_url' AND is_best) AS source_url,
    entry.accession, (SELECT begun FROM accession WHERE id = entry.accession) AS taken_in
FROM public_entries AS entry;

CREATE VIEW public_sources AS
SELECT work_source.work_id, work_source.ordinal AS source,
    CASE WHEN work_source.path LIKE '%@%' THEN NULL ELSE work_source.path END AS path,
    CASE WHEN work_source.member LIKE '%@%' THEN NULL ELSE work_source.member END AS member,
    work_source.digest, work_source.original, original.size, original.media_type
FROM work_source JOIN public_entries ON public_entries.work_id = work_source.work_id
    JOIN original ON original.digest = work_source.original;

-- Works that may be one story, as they were found.
CREATE VIEW public_editions AS
SELECT edition.family, edition.place, edition.work_id, edition.confidence, edition.why
FROM edition JOIN public_entries ON public_entries.work_id = edition.work_id;

-- What happened, and to which work; who did it, and in which words, is not told.
CREATE VIEW public_events AS
SELECT event.id AS event, event.at, event.name, event.accession, event.work_id, event.digest
FROM event
WHERE (event.work_id IS NULL
        OR EXISTS (SELECT 1 FROM public_entries WHERE public_entries.work_id = event.work_id))
    AND (event.digest IS NULL OR event.work_id IS NOT NULL OR EXISTS (
        SELECT 1 FROM work_source JOIN public_entries USING (work_id)
        WHERE work_source.original = event.digest));
