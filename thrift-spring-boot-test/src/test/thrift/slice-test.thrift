// The services of the application that is tested in parts.
namespace java io.thriftboot.spring.test.api

exception NotAllowed { 1: string name }

service GreetingService {
  string greet(1: string name) throws (1: NotAllowed refused)
}

service ClockService {
  i64 now()
}

service AdminService {
  string version()
}
