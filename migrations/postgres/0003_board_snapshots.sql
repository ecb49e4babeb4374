-- Plans at some revisions, so that an earlier one is rebuilt without reading the whole log. Every row may be deleted: it is made again when somebody looks there.

create table board_snapshot (
    organization text not null,
    board text not null,
    revision bigint not null,
    -- Of the log at this revision: a snapshot of another log does not count.
    digest bytea not null,
    -- Version of the encoding; those of another version are passed over.
    format bigint not null,
    payload bytea not null,
    -- Chained to the digest of the log, so that a damaged payload is noticed.
    seal bytea not null,
    primary key (organization, board, revision, format),
    foreign key (organization, board) references board (organization, board)
);
