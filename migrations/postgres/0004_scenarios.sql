-- Scenarios: branches of a board. Each has a row of its own in board, whose title is its name, so that its log is one like any other.

create table scenario (
    organization text not null,
    -- The scenario's row in board.
    scenario text not null,
    -- Where it branches off; never itself a scenario.
    board text not null,
    -- The last revision that it shares with the board. Its own log goes on behind it and is chained to it.
    revision bigint not null,
    -- No foreign key, and the name beside it, as with the authors of a log: whoever leaves takes nothing away from others.
    owner text not null,
    owner_name text not null,
    -- 1 where everybody who may see the board may see the scenario, else 0.
    shared bigint not null,
    created_at bigint not null,
    -- Null while it is in use. A log is never deleted.
    discarded_at bigint,
    primary key (organization, scenario),
    foreign key (organization, scenario) references board (organization, board),
    foreign key (organization, board) references board (organization, board)
);

-- A board lists its scenarios.
create index scenario_board on scenario (organization, board);
