// The services of the tests.
namespace java io.thriftboot.spring.testapi

exception UserNotFound { 1: i64 id }

service BaseService {
  string ping(1: string text)
}

service UserService extends BaseService {
  string name(1: i64 id) throws (1: UserNotFound notFound)
  oneway void touch(1: i64 id)
}

service GreetingService {
  string greet(1: string name)
}
