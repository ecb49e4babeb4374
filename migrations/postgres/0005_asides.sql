-- What people have put aside in their inboxes. Nobody else sees it, and no number depends on it.

create table aside (
    organization text not null,
    board text not null,
    -- No foreign key, as with the owners of scenarios.
    person text not null,
    -- The revision that opened the thread.
    thread bigint not null,
    -- The revision that had moved the thread last: once it moves on, what was put off comes back.
    moved bigint not null,
    -- Until when, in milliseconds since 1970 UTC; null until the person takes it back.
    until bigint,
    primary key (organization, board, person, thread),
    foreign key (organization, board) references board (organization, board)
);
