-- Meetings about the contested numbers of a board. No number depends on them: what is decided stands in the board's log.

create table meeting (
    organization text not null,
    board text not null,
    meeting text not null,
    -- Who drives. No foreign key, and the name beside it, as with the owners of scenarios.
    presenter text not null,
    presenter_name text not null,
    -- Minutes planned for an item that joins.
    minutes bigint not null,
    opened_at bigint not null,
    -- The last revision of the board then: what follows it was decided in the meeting.
    opened_revision bigint not null,
    -- Null while it goes on.
    closed_at bigint,
    closed_revision bigint,
    -- Counts the changes, so that a page knows that it is old.
    version bigint not null,
    primary key (organization, board, meeting),
    foreign key (organization, board) references board (organization, board)
);

-- Of two who begin at once, one is in the meeting of the other.
create unique index meeting_open on meeting (organization, board) where closed_at is null;

create table meeting_item (
    organization text not null,
    board text not null,
    meeting text not null,
    -- The revision that opened the thread.
    thread bigint not null,
    place bigint not null,
    minutes bigint not null,
    -- Milliseconds, the present discussion left out.
    spent bigint not null,
    -- Since when it is discussed; null for all but one.
    since bigint,
    -- Millionths of a goal's target that lay between both positions, and the goal; null where no goal moved.
    share bigint,
    goal bigint,
    primary key (organization, board, meeting, thread),
    foreign key (organization, board, meeting) references meeting (organization, board, meeting)
);

create table meeting_person (
    organization text not null,
    board text not null,
    meeting text not null,
    person text not null,
    name text not null,
    came_at bigint not null,
    -- Whoever is not heard of any more is gone by then: a node that stops says no farewell.
    here_until bigint not null,
    primary key (organization, board, meeting, person),
    foreign key (organization, board, meeting) references meeting (organization, board, meeting)
);

create table meeting_note (
    organization text not null,
    board text not null,
    meeting text not null,
    note bigint not null,
    thread bigint not null,
    author text not null,
    author_name text not null,
    at bigint not null,
    text text not null,
    primary key (organization, board, meeting, note),
    foreign key (organization, board, meeting) references meeting (organization, board, meeting)
);
