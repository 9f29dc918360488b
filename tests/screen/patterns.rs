//! Lanes of all patterns that the language knows, written by hand: what follows the keys of the sender.

/// Each begins inside `[lane.sender]`.
pub const PATTERNS: [&str; 8] = [CHAIN, TOGETHER, TOPIC, PUSH, WORKFLOW, CIRCLE, SHELVES, CROWD];

/// Services that call services.
const CHAIN: &str = "
calls = ['front', 'order']
connections = { limit = 1, wait = '2s' }
[lane.service.front]
concurrency = 3
calls = 'order'
cold_start = '700ms'
[lane.service.order]
calls = 'pay'
after_answer = '400ms'
[lane.service.pay]
backlog = 2
";

/// Calls together, and one past a column.
const TOGETHER: &str = "
calls = 'front'
[lane.service.front]
concurrency = 40
calls = [['a', 'b', 'c'], 'deep']
sends = 'log'
[lane.service.a]
calls = ['b', 'deep']
[lane.service.b]
[lane.service.c]
[lane.service.deep]
[lane.queue.log]
capacity = 3
full = 'block'
[lane.worker.writer]
polls = 'log'
calls = 'far'
[lane.service.far]
";

/// A topic with subscribers of all sorts.
const TOPIC: &str = "
sends = 'events'
[lane.topic.events]
retry = { waits = ['500ms', '1s'] }
[lane.topic.events.subscribers]
bills = {}
mails = { dead_letter = 'unsent' }
direct = { timeout = '300ms' }
flow = {}
[lane.queue.bills]
max_receives = 2
visibility_timeout = '1s'
dead_letter = 'unbilled'
[lane.queue.unbilled]
[lane.queue.mails]
order = 'fifo'
[lane.queue.unsent]
[lane.service.direct]
[lane.workflow.flow]
steps = [{ call = 'last' }]
[lane.service.last]
[lane.worker.biller]
polls = 'bills'
[lane.worker.mailer]
polls = 'mails'
concurrency = 3
";

/// A queue that pushes, and a sender that asks for results.
const PUSH: &str = "
sends = 'events'
poll = { every = '400ms', limit = '5s', blocks = true }
[lane.queue.events]
push = 'resize'
delay = '300ms'
on_error = { waits = ['1s', '2s'] }
on_throttle = { backoff = '500ms', retries = 4 }
dead_letter = 'dead'
[lane.queue.dead]
[lane.service.resize]
concurrency = 2
backlog = 0
after_answer = '1s'
frozen = true
";

/// A workflow with steps, retries and a way out.
const WORKFLOW: &str = "
calls = 'fulfil'
[lane.workflow.fulfil]
steps = [{ call = 'stock' }, { call = 'pay', timeout = '200ms', catch = 'refund' }, { call = 'ship' }]
retry = { attempts = 3, backoff = '300ms' }
[lane.service.stock]
[lane.service.pay]
[lane.service.ship]
[lane.service.refund]
";

/// Next hops that lead back to where they began.
const CIRCLE: &str = "
sends = 'first'
[lane.queue.first]
[lane.worker.one]
polls = 'first'
sends = 'second'
[lane.queue.second]
delay = '1s'
[lane.worker.two]
polls = 'second'
sends = 'third'
[lane.queue.third]
[lane.worker.three]
polls = 'third'
sends = 'first'
errors = '50%'
[lane.worker.four]
polls = 'third'
sends = 'third'
errors = '50%'
";

/// Dead-letter queues of dead-letter queues.
const SHELVES: &str = "
sends = 'q'
[lane.queue.q]
max_receives = 1
visibility_timeout = '500ms'
retention = '3s'
dead_letter = 'd'
[lane.queue.d]
max_receives = 1
visibility_timeout = '500ms'
dead_letter = 'e'
[lane.queue.e]
[lane.worker.w]
polls = 'q'
errors = '60%'
[lane.worker.v]
polls = 'd'
errors = '60%'
[lane.worker.u]
polls = 'e'
sends = 'q'
errors = '90%'
";

/// More boxes than most screens have room for.
const CROWD: &str = "
calls = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 's10', 's11', 's12', 's13', 's14', 's15']
[lane.service.s1]
calls = 's2'
[lane.service.s2]
[lane.service.s3]
[lane.service.s4]
[lane.service.s5]
[lane.service.s6]
[lane.service.s7]
[lane.service.s8]
[lane.service.s9]
[lane.service.s10]
[lane.service.s11]
[lane.service.s12]
[lane.service.s13]
[lane.service.s14]
[lane.service.s15]
";
