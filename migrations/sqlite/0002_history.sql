-- History as imports bring it; boards are opened from it. Amounts are ten-thousandths, null is not known.

create table member (
    organization text not null references organization (organization),
    -- unit, product or channel.
    dimension text not null,
    code text not null,
    -- Null hangs the member under the root. No foreign key: a batch may bring a child before its parent, and the importer has checked the tree.
    parent text,
    name_en text not null,
    name_es text not null,
    -- Order of the source, which siblings keep.
    place bigint not null,
    primary key (organization, dimension, code)
);

create table sales_fact (
    organization text not null references organization (organization),
    -- Match key: the same line twice is one row.
    key text not null,
    unit text not null,
    product text not null,
    channel text not null,
    -- yyyymmdd, so that a range of months is a range of integers.
    day bigint not null,
    revenue bigint,
    units bigint,
    cost_of_goods bigint,
    sales_expense bigint,
    marketing_expense bigint,
    service_expense bigint,
    primary key (organization, key)
);

-- Boards read whole months.
create index sales_fact_day on sales_fact (organization, day);

create table quota (
    organization text not null references organization (organization),
    unit text not null,
    -- The first month covered, as months since year 0.
    start bigint not null,
    -- How many months it covers: 1, 3 or 12.
    months bigint not null,
    amount bigint not null,
    primary key (organization, unit, start, months)
);
