include "common.thrift"

namespace java io.thriftboot.sample.api
namespace py sample

struct User {
  1: required i64 id
  2: required string name
  3: optional string email
  4: list<string> roles
  5: map<string, string> attributes
}

exception UserNotFound {
  1: i64 id
  2: string message
}

/** A user wrapped in a status: what to return where absence is an ordinary answer and no exception. */
struct UserResult {
  1: required common.Status status
  2: optional User user
}

service UserService {
  User get(1: i64 id) throws (1: UserNotFound notFound)
  list<User> listUsers(1: i32 limit)
  i64 save(1: User user)
  oneway void touch(1: i64 id)
  UserResult find(1: string name)
}

service GreetingService {
  string greet(1: string name)
}
