CREATE TABLE tasks (
    sequence  INTEGER PRIMARY KEY,
    id        VARCHAR(36) NOT NULL UNIQUE,
    instance  TEXT NOT NULL,
    spec      TEXT NOT NULL,
    login     TEXT NOT NULL,
    submitted BIGINT NOT NULL,
    state     TEXT NOT NULL,
    result    TEXT NOT NULL,
    reason    TEXT,
    attempt   INTEGER NOT NULL,
    published BOOLEAN NOT NULL,
    inputs    TEXT NOT NULL,
    archives  TEXT NOT NULL
);

CREATE INDEX tasks_in_order ON tasks (instance, state, sequence);
CREATE INDEX tasks_by_age ON tasks (instance, state, submitted DESC, sequence DESC);

CREATE TABLE registries (
    id       INTEGER PRIMARY KEY,
    instance TEXT NOT NULL,
    format   TEXT NOT NULL,
    UNIQUE (instance, format)
);

-- committed and live differ while the published indexes lag behind the rows.
CREATE TABLE suites (
    id        INTEGER PRIMARY KEY,
    registry  INTEGER NOT NULL REFERENCES registries (id),
    name      TEXT NOT NULL,
    committed BIGINT NOT NULL,
    live      BIGINT NOT NULL,
    UNIQUE (registry, name)
);

CREATE TABLE suite_architectures (
    suite        INTEGER NOT NULL REFERENCES suites (id),
    architecture TEXT NOT NULL,
    PRIMARY KEY (suite, architecture)
);

CREATE TABLE components (
    id    INTEGER PRIMARY KEY,
    suite INTEGER NOT NULL REFERENCES suites (id),
    name  TEXT NOT NULL,
    UNIQUE (suite, name)
);

-- The architecture of a source package is "source"; size is that of its file, for a source of its description.
CREATE TABLE packages (
    id             INTEGER PRIMARY KEY,
    component      INTEGER NOT NULL REFERENCES components (id),
    name           TEXT NOT NULL,
    architecture   TEXT NOT NULL,
    version        TEXT NOT NULL,
    source         TEXT NOT NULL,
    source_version TEXT NOT NULL,
    size           BIGINT NOT NULL,
    sha256         TEXT NOT NULL,
    UNIQUE (component, name, architecture, version)
);

CREATE INDEX packages_of_source ON packages (component, source);

-- Index stanzas apart, so that listings do not read them.
CREATE TABLE stanzas (
    package INTEGER PRIMARY KEY REFERENCES packages (id) ON DELETE CASCADE,
    stanza  TEXT NOT NULL
);

CREATE TABLE package_files (
    registry INTEGER NOT NULL REFERENCES registries (id),
    path     TEXT NOT NULL,
    package  INTEGER NOT NULL REFERENCES packages (id) ON DELETE CASCADE,
    size     BIGINT NOT NULL,
    sha256   TEXT NOT NULL,
    PRIMARY KEY (registry, path, package)
);

CREATE INDEX package_files_of_package ON package_files (package);

-- Pool files without a package: about to get one (incoming), or left until no reader of a former index needs them.
CREATE TABLE loose_files (
    registry INTEGER NOT NULL REFERENCES registries (id),
    path     TEXT NOT NULL,
    since    BIGINT NOT NULL,
    incoming BOOLEAN NOT NULL,
    PRIMARY KEY (registry, path)
);

CREATE INDEX loose_files_by_age ON loose_files (registry, since);
