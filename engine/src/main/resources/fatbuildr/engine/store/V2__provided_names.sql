-- What binary packages provide, the field of their stanzas on one line: builds ask for it without reading those.
ALTER TABLE packages ADD COLUMN provides TEXT NOT NULL DEFAULT '';

WITH unfolded AS (
    SELECT package, replace(replace(char(10) || stanza || char(10), char(10) || ' ', ' '), char(10) || char(9), ' ') AS text
    FROM stanzas WHERE stanza LIKE '%Provides:%'
), fields AS (
    SELECT package, substr(text, instr(lower(text), char(10) || 'provides:') + 10) AS rest
    FROM unfolded WHERE instr(lower(text), char(10) || 'provides:') > 0
)
UPDATE packages SET provides = (SELECT trim(substr(rest, 1, instr(rest, char(10)) - 1)) FROM fields WHERE package = id)
WHERE architecture <> 'source' AND id IN (SELECT package FROM fields);
