// The services that the tests of the console look at and call.
namespace java io.thriftboot.spring.consoleapi

/** What somebody may do. */
enum Role {
  GUEST = 1,
  MEMBER = 2,
  /** Everything. */
  ADMIN = 9
}

struct Address {
  1: required string street
  2: string city
}

/** One way to reach somebody. */
union Contact {
  1: string mail
  2: i64 phone
  3: Address address
}

/** Somebody who may sign in. */
struct User {
  /** Never given to somebody else. */
  1: required i64 id
  2: required string name
  3: Role role = Role.MEMBER
  4: optional i32 age
  5: list<string> tags
  /** How to reach the user, if that is known. */
  6: optional Contact contact
  7: map<string, i64> limits
}

/** There is no such user. */
exception UserNotFound {
  1: i64 id
  2: string message
}

/** Who may sign in. */
service UserService {
  /** Finds a user. Safe against <img src=x onerror="document.title='hacked'">. */
  User getUser(
    /** As the user was saved with. */
    1: i64 id) throws (1: UserNotFound notFound)

  /** Keeps a user, and returns what was kept. */
  User saveUser(1: User user)

  /** Forgets a user, and does not say whether there was one. */
  oneway void forget(1: i64 id)
}

/** What was ordered. */
service OrderService {
  /** Answers when the test says so. */
  i64 count(1: string product)
  /** Has a bug. */
  i64 price(1: string product)
}

service NoticeService {
  /** Says what the header x-tenant was. */
  string tenant()
}
