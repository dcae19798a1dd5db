// The services that the tests of servers and clients share.
namespace java io.thriftboot.testapi

enum Color { RED = 1, GREEN = 2 }

struct Item {
  1: required i64 id
  2: optional string name
  3: list<string> tags
  4: map<string, i32> counts
  5: binary data
  6: Color color
  7: set<uuid> keys
}

struct Tree { 1: i32 value, 2: list<Tree> children }

/** Nothing but a required field that has no default. */
struct Note { 1: required string text }

exception NotFound { 1: i64 id, 2: string message }
exception Refused { 1: string reason }

service BaseService {
  string ping(1: string text)
}

service EchoService extends BaseService {
  string echo(1: string text)
  binary echoBinary(1: binary data)
  Item echoItem(1: Item item)
  Tree echoTree(1: Tree tree)
  Note echoNote(1: Note note)
  void nothing()
  i64 add(1: i64 a, 2: i32 b)
  string find(1: i64 id) throws (1: NotFound notFound, 2: Refused refused)
  /** Throws an exception of Java's that the IDL does not declare. */
  string crash(1: string text)
  /** Returns an item that fails to encode half way. */
  Item broken()
  /** Returns null. */
  string absent()
  /** Answers when told to, and counts how often it was executed. */
  i64 execute(1: string key)
  oneway void fire(1: string text)
}

service OtherService {
  string echo(1: string text)
  i32 size()
}

/** What is awkward to write as text. */
struct Awkward {
  1: map<Note, i32> byNote
  2: map<list<i32>, string> byList
  3: list<double> doubles
  4: bool flag
  5: map<bool, double> byBool
  6: i64 big
  7: set<Color> colors
  8: uuid key
  9: map<i64, string> byNumber
  10: binary data
  11: string text
  12: Note note
  13: i8 small
  14: i16 short
}

/** What must not be logged, and what may be. */
struct Account {
  1: string user
  2: string password (sensitive)
  3: binary pin (sensitive = "true")
  4: string nick (sensitive = "false")
}

struct Accounts {
  1: map<string, Account> byName
  2: list<list<Account>> groups
}

union Login {
  1: string token (sensitive)
  2: Account account
}

service AccountService {
  Accounts login(1: Account account, 2: string secret (sensitive), 3: i32 times)
}

/** Calls that say which transaction they belong to. */
service TransferService {
  string transfer(1: string to, 2: string transaction (transaction_id))
  string count(1: i64 transaction (transaction_id))
  string plain(1: string transaction (transaction_id = "false"))
}
