-- Every table leads with the organization, so that rows of one tenant lie together and can be distributed by it.
-- Integers are bigint throughout: the two databases then decode to the same type. Times are milliseconds since 1970, UTC.

create table organization (
    organization text not null primary key,
    name text not null,
    language text not null,
    created_at bigint not null
);

create table person (
    organization text not null references organization (organization),
    person text not null,
    -- Kept in lower case by the store: one mailbox is one person.
    email text not null,
    name text not null,
    role text not null,
    -- Code of the organization unit that the person answers for; null for people without one.
    unit text,
    password_hash text not null,
    created_at bigint not null,
    primary key (organization, person),
    unique (organization, email)
);

-- The one table without an organization: a cookie arrives before anybody knows whose it is.
create table session (
    id text not null primary key,
    data bytea not null,
    expires_at bigint not null
);

-- Expired sessions are deleted by time.
create index session_expires_at on session (expires_at);

create table board (
    organization text not null references organization (organization),
    board text not null,
    title text not null,
    created_at bigint not null,
    primary key (organization, board)
);

-- The log is the truth: rows are only ever added.
create table board_event (
    organization text not null,
    board text not null,
    revision bigint not null,
    -- Null for events that no command asked for, such as the opening.
    command_id text,
    actor text not null,
    at bigint not null,
    payload bytea not null,
    -- Chained to the digest of the revision before.
    digest bytea not null,
    -- Two writers that append the same revision cannot both win.
    primary key (organization, board, revision),
    -- A command that is sent again is applied once.
    unique (organization, board, command_id),
    foreign key (organization, board) references board (organization, board)
);

create table app_setting (
    organization text not null references organization (organization),
    key text not null,
    value text not null,
    primary key (organization, key)
);
