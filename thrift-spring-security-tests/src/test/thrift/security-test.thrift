// What the applications of the test call.
namespace java io.thriftboot.security.testapi

service CallerService {
  /** Who calls. */
  string who()

  /** The same, for administrators. */
  string whoRules()
}
