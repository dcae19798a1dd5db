// What the applications of the test call.
namespace java io.thriftboot.cloud.testapi

service PlaceService {
  /** Which application answers. */
  string where() (idempotent)
}
