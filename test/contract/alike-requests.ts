import type { RawRequest } from "./raw.js";

type Headers = Record<string, string>;

const JOBS = "/admin/batch-jobs";
const LIST = `${JOBS}?created_at[gte]={since}`;
const FILE = "/uploads/{file}";
const TOKEN = { "x-medusa-access-token": "test_api_token_admin" };
const JSON_TYPE = { "content-type": "application/json" };
const READS = ["GET", "HEAD"];

/** The values of a table: a line each, or several between bars. */
const values = (table: string) => table.trim().split(/ *\| *|\n */);

/** The same header with each value. */
const headers = (name: string, table: string): Headers[] =>
  values(table).map((value) => ({ [name]: value }));

/** The same request with each body. */
const posts = (path: string, table: string, by: Headers = TOKEN): RawRequest[] =>
  values(table).map((body) => ({ method: "POST", path, headers: { ...by, ...JSON_TYPE }, body }));

const PREFLIGHT = {
  "access-control-request-method": "POST",
  "access-control-request-headers": "x-medusa-access-token,content-type",
};
const ORIGINS: Headers[] = [
  {},
  ...headers("origin", "http://localhost:7001 | http://evil.test | null"),
  { origin: "" },
];

const CONDITIONS: Headers[] = [
  ...headers("if-none-match", "{etag} | * | x | x, {etag} | W/{etag}"),
  ...headers("if-match", "{etag} | * | x | x, {etag} | W/{etag}"),
  ...values(
    "{modified} | Wed, 21 Oct 2015 07:28:00 GMT | Wed, 21 Oct 2099 07:28:00 GMT | x",
  ).flatMap((date): Headers[] => [
    { "if-modified-since": date },
    { "if-unmodified-since": date },
    { "if-none-match": "{etag}", "if-modified-since": date },
    { range: "bytes=0-1", "if-range": date },
  ]),
  ...headers("cache-control", "no-cache | max-age=0, no-cache | max-age=0").map((one) => ({
    "if-none-match": "{etag}",
    ...one,
  })),
  ...headers("if-range", '{etag} | "x"').map((one) => ({ range: "bytes=0-1", ...one })),
  { range: "bytes=0-1", "if-none-match": "{etag}" },
  { range: "bytes=99-", "if-none-match": "{etag}" },
  { range: "bytes=99-", "if-match": "x" },
];

/** Each of them is asked of both servers, by what it is about. None changes what another one sees. */
export const REQUESTS: Readonly<Record<string, readonly RawRequest[]>> = {
  origins: ORIGINS.flatMap((origin) =>
    values(`/admin | /admin/ | /admin/nope | /admin/auth | ${LIST}&limit=3 | ${JOBS}/{dry}
      ${JOBS}/{done}/confirm | ${FILE} | /uploads/none.csv | /health | /nope | /`).flatMap(
      (path) => [
        { path, headers: { ...TOKEN, ...origin } },
        { path, headers: origin },
        { path, headers: { ...PREFLIGHT, ...origin }, method: "OPTIONS" },
        ...posts(path, "{", { ...TOKEN, ...origin }),
      ],
    ),
  ),

  methods: values("HEAD | OPTIONS | PUT | PATCH | DELETE").flatMap((method) =>
    values(
      `${JOBS} | ${JOBS}/{done} | ${JOBS}/{done}/confirm | /admin/auth/token | ${FILE} | /health`,
    ).map((path) => ({ method, path, headers: TOKEN })),
  ),

  paths:
    values(`/admin//batch-jobs?limit=0&created_at[gte]={since} | //admin/batch-jobs | /admin///batch-jobs
    /admin/batch-jobs//?limit=0&created_at[gte]={since} | /admin//batch-jobs//?limit=0&created_at[gte]={since}
    /admin//batch-jobs//{dry} | /admin/batch-jobs/{dry}/ | /admin/batch-jobs/{dry}// | /ADMIN/Batch-Jobs/{dry}
    /admin/batch%2Djobs | /admin/batch-jobs%2F{dry} | ${JOBS}/% | ${JOBS}/%00 | ${JOBS}/%F0%9F%98%80
    ${JOBS}/{dry}%20 | ${JOBS}/{dry}/nope | ${JOBS}/{alien} | ${JOBS}/a%2Fb | ${JOBS}/nope/confirm
    /admin//auth | /admin/auth// | /admin/auth/token | /admin/% | /% | /nope/%20<b> | /nope?x=1
    //uploads/{file} | /uploads//{file} | ${FILE}/ | /Uploads/{file} | ${FILE}?x=1 | /uploads/%
    /uploads | /uploads/ | /uploads/exports | /uploads/exports/ | /uploads/exports/products | /uploads/%00 | /uploads?x=1
    /uploads/..%2fpackage.json | /uploads/.hidden | /health/ | /HEALTH | //health | /health?x`).flatMap(
      (path) => [...READS, "OPTIONS", "PUT"].map((method) => ({ method, path, headers: TOKEN })),
    ),

  "changes of what cannot change": values("{done} | {alien} | nope | %00 | % | {done}/").flatMap(
    (id) =>
      values("confirm | cancel | CONFIRM | confirm/ | confirm/x | nope").map((end) => ({
        method: "POST",
        path: `${JOBS}/${id}/${end}`,
        headers: TOKEN,
      })),
  ),

  "content types": [
    ...headers(
      "content-type",
      `application/json | application/json; charset=utf-8 | application/json;charset=UTF-8 | APPLICATION/JSON
      application/json; charset=latin1 | application/json; charset=iso-8859-1 | application/json; x=y; charset=ascii
      application/json; charset=utf-foo | application/json; charset="utf-8" | application/json ;charset=utf-8
      application/json; | application/json; charset | application/json; charset= | application/json, text/plain
      application/vnd.api+json | application/jsonx | text/json | text/plain | application/x-www-form-urlencoded
      garbage | multipart/form-data | multipart/form-data; boundary=b`,
    ),
    { "content-type": "" },
  ].flatMap((type) =>
    [...values('{"type":"nope","context":{}} | { | [] | null | "x"'), "", "  "].map((body) => ({
      method: "POST",
      path: JOBS,
      headers: { ...TOKEN, ...type },
      body,
    })),
  ),

  "content encodings": headers(
    "content-encoding",
    "gzip | deflate | br | GZIP | identity | x | gzip, deflate",
  ).flatMap((encoding) => posts(JOBS, '{"type":"nope","context":{}}', { ...TOKEN, ...encoding })),

  bodies: posts(
    JOBS,
    `{} | [{}] | {"type":"nope"} | {"type":1,"context":{}} | {"type":"","context":{}} | {"context":{}}
    {"type":"nope","context":[]} | {"type":"nope","context":null} | {"type":"nope","context":"x"}
    {"type":"nope","context":{},"dry_run":"true"} | {"type":"nope","context":{},"dry_run":1}
    {"type":"product-export","context":{},"dry_run":null} | {"type":"toString","context":{}}
    {"type":"nope","context":{},"a":1,"b":2} | {"type":"nope","context":{},"__proto__":{"x":1}}
    {"type":"nope","context":{},"constructor":1} | {"type":"nope","context":{"constructor":1}}
    {"type":"nope","context":{"constructor":null}} | {"type":"nope","context":{"a":[{"constructor":"x"}]}}
    {"type":"product-export","context":{"note":"\\u0000"}} | {"type":"product-export","context":{"note":"\\ud800"}}
    {"type":"product-export","context":{"order":1}} | {"type":"product-export","context":{"fields":null}}
    {"type":"price-list-import","context":{}} | {"type":"price-list-import","context":{"price_list_id":1}}
    \ufeff{"type":"nope","context":{}} | {"type":"nope","context":{}} x`,
  ),

  logins: ["/admin/auth", "/admin/auth/token"].flatMap((path) =>
    posts(
      path,
      `{} | [] | {"email":null,"password":null} | {"email":1,"password":1} | {"email":"x","password":""}
      {"email":"nope@x.de","password":"x"} | {"email":"a@b","password":"x"} | {"email":"a@b.cd","password":"x"}
      {"email":"admin@medusa-test.com","password":"x"} | {"email":"admin@medusa-test.com","password":"supersecret"}
      {"email":"ADMIN@medusa-test.com","password":"supersecret"}
      {"email":" admin@medusa-test.com","password":"supersecret"}
      {"email":"admin@medusa-test.com","password":"supersecret","x":1}`,
      {},
    ),
  ),

  credentials: [
    ...headers(
      "authorization",
      `Bearer {jwt} | bearer {jwt} | BEARER  {jwt} | Bearer {jwt} x | Bearer{jwt} | Token {jwt} | {jwt} | Bearer
      Bearer test_api_token_admin | Bearer x.y.z | Bearer {jwt}x`,
    ),
    ...headers("x-medusa-access-token", "test_api_token_admin | TEST_API_TOKEN_ADMIN | x"),
    ...headers(
      "cookie",
      `{cookie} | {cookie}x | connect.sid=x | connect.sid | x=1; {cookie} | {cookie}; x=1 | a=b,{cookie}
      connect.sid=x; {cookie} | {cookie}; connect.sid=x | CONNECT.SID=x | ;;{cookie}; | connect.sid=%`,
    ),
    ...headers("x-medusa-access-token", "x | test_api_token_other").flatMap((token): Headers[] => [
      { cookie: "{cookie}", ...token },
      { authorization: "Bearer {jwt}", ...token },
      { authorization: "Bearer x", ...token },
    ]),
  ].map((by) => ({ path: "/admin/auth", headers: by })),

  ranges: headers(
    "range",
    `bytes=0-3 | bytes=0- | bytes=-3 | bytes=-0 | bytes=5-100 | bytes=10- | bytes=3-1 | bytes=-100 | bytes=
    bytes=0-1,3-4 | bytes=0-1,1-4 | bytes=1-1,2-2 | bytes=20-30, 0-1 | bytes=0-1, | bytes=x | bytes=-
    items=0-1 | bytes 0-1 | Bytes=0-1 | bytes=0 - 1`,
  ).flatMap((range) => READS.map((method) => ({ method, path: FILE, headers: range }))),

  conditions: CONDITIONS.flatMap((condition) =>
    values(`${FILE} | ${JOBS}/{dry} | /health | ${JOBS}/nope | /nope`).flatMap((path) =>
      READS.map((method) => ({ method, path, headers: { ...TOKEN, ...condition } })),
    ),
  ),

  "lists by date": ["created_at", "completed_at"].flatMap((column) =>
    ["[gt]", "[gte]", "[lt]", "[lte]", ""].flatMap((operator) =>
      values(`1764120101 | 1764120099 | 1764121301 | 1764120101000 | 170101 | 1701011 | 20170101 | 20171301 | 1
        2020 | 2020-01 | 2020-01-01 | 2020-1-1 | 2020-02-30 | 2020-13-01 | %202020-01-01 | 2020-01-01T00:00:00Z
        2020-01-01 00:00 | 2020-01-01T00:00:00%2B02:00 | Jan 1 2020 | 2020/01/01 | Wed, 21 Oct 2015 07:28:00 GMT
        yesterday | now | infinity | Infinity | NaN | null | -1 | 1.5 | 1e9 | true | 2020-W01 | %20`).map(
        (value) => ({
          path: `${JOBS}?limit=0&id[]={dry}&id[]={done}&${column}${operator}=${value.replaceAll(" ", "%20")}`,
          headers: TOKEN,
        }),
      ),
    ),
  ),

  lists:
    values(`id={dry} | id[]={dry} | id[0]={dry} | id[]={dry}&id[]={done} | id[a]={dry} | id[]= | id[] | id[][x]=x
    id[]=%00 | ids[]=x | type=x | type[]=product-export | type[]= | type[a]=x | type[]=%00 | id[]=%F0%9F%98%80
    limit=1 | limit=0 | limit= | limit | limit=-1 | limit=1.5 | limit=x | limit=1e1 | limit=%201%20 | limit=0x2
    limit=Infinity | limit=1&limit=2 | limit[]=1 | limit[a]=1 | limit=9223372036854775807 | limit=2147483648
    offset=1 | offset= | offset=-1 | offset=x | offset=1.5 | offset=99 | offset=99999999999999999999 | offset=-0.4
    order=created_at | order=-created_at | order= | order=- | order=nope | order=status | order=CREATED_AT
    order[]=created_at | order=created_at,type | order=-id | order=toString | order=%00
    fields=id | fields= | fields=id,type | fields=id,,type | fields=status | fields=nope | fields=id,%20type
    fields[]=id | fields=dry_run | fields=-id | fields=ID | fields=created_by_user | fields=id&fields=type
    expand=created_by_user | expand= | expand=nope | expand[]=x | expand=created_by_user&fields=id | expand=id
    status=completed | dry_run=true | created_by=x | processing_at=null | q=x | & | = | =x | a=1&b=2
    __proto__=1 | constructor=1 | toString=1 | deleted_at=null | confirmed_at=null | confirmed_at[]=null
    confirmed_at[]= | confirmed_at[]=x | confirmed_at[]=2020-01-01 | confirmed_at[gt]=null | confirmed_at[x]=1
    created_at[x]=1 | created_at[gt][lt]=x | failed_at=null&completed_at=null | updated_at=null | failed_at=
    limit=x&order=nope&nope=1 | limit=1?offset=1 | limit=1;offset=1 | limit=% | li%6Dit=1 | id%5B%5D={dry}`).map(
      (query) => ({ path: `${LIST}&${query}`, headers: TOKEN }),
    ),
};
