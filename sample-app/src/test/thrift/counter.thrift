// A service whose executions can be counted, for the tests that restart and kill its server.
namespace java io.thriftboot.restart.api

service CounterService {
  /** Notes that it was executed, and returns how often it was executed by this process. */
  i64 execute(1: string key)

  /** The same, and it does no harm if that happens twice. */
  i64 repeat(1: string key) (idempotent)
}
