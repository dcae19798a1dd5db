// What several files share: a status for results, and the version of the interface.
namespace java io.thriftboot.sample.api
namespace py sample_common

/** The version of this interface; clients print it beside the server's. */
const string VERSION = "1.0.0"

enum Code {
  OK = 0
  NOT_FOUND = 1
}

/** How a call ended, for results that are more than yes or no. */
struct Status {
  1: required Code code
  2: optional string message
}
