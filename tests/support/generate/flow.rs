//! Where messages go in a lane made up by chance: who calls whom, who sends to whom.

use super::Mood;
use super::lane::Draft;
use super::node;

impl Draft<'_, '_> {
    /// Somebody to call.
    pub fn callee(&mut self) -> String {
        if !self.services.is_empty() && (self.left == 0 || self.choices.maybe(25)) {
            return self.again(false);
        }
        if !self.workflows.is_empty() && self.choices.maybe(10) {
            return self.again(true);
        }
        if self.left > 0 && self.choices.maybe(25) { self.workflow() } else { self.service() }
    }

    fn again(&mut self, workflow: bool) -> String {
        let known = if workflow { &self.workflows } else { &self.services };
        known[self.choices.upto(99) as usize % known.len()].clone()
    }

    /// Somebody to send to.
    pub fn destination(&mut self) -> String {
        match self.choices.upto(9) {
            5 | 6 if self.left > 0 => self.topic(),
            7 if self.left > 0 => self.workflow(),
            8 | 9 => self.service(),
            _ => self.queue(),
        }
    }

    /// What a slot calls, and where it sends to.
    fn errands(&mut self) -> String {
        let mut own = String::new();
        if self.left > 0 && self.choices.maybe(30) {
            let rounds: Vec<String> = (0..=self.choices.upto(2)).map(|_| self.round()).collect();
            own += &format!("calls = [{}]\n", rounds.join(", "));
        }
        own
    }

    fn round(&mut self) -> String {
        if self.choices.maybe(60) {
            return format!("'{}'", self.callee());
        }
        let together: Vec<String> = (0..=self.choices.upto(2)).map(|_| format!("'{}'", self.callee())).collect();
        format!("[{}]", together.join(", "))
    }

    fn service(&mut self) -> String {
        let name = self.name('s');
        let (work, link) = (self.work(0), self.link());
        let mut own = self.errands();
        if self.left > 0 && self.choices.maybe(15) {
            own += &format!("sends = '{}'\n", self.destination());
        }
        let (more, settings) = node::service(self.mood, self.choices);
        self.write("service", &name, &(own + &more + &work + &link), settings);
        self.services.push(name.clone());
        name
    }

    fn worker(&mut self, queue: &str) {
        let name = self.name('w');
        let (work, link) = (self.work(1), self.link());
        let mut own = format!("polls = '{queue}'\n") + &self.errands();
        if self.mood == Mood::Rough && self.circles == 0 && !self.open.is_empty() && self.choices.maybe(10) {
            self.circles += 1;
            own += &format!("sends = '{}'\n", self.open[self.choices.upto(99) as usize % self.open.len()]);
        } else if self.left > 0 && self.choices.maybe(20) {
            own += &format!("sends = '{}'\n", self.destination());
        }
        let (more, settings) = node::worker(self.mood, self.choices);
        self.write("worker", &name, &(own + &more + &work + &link), settings);
    }

    /// A dead-letter queue, which needs nobody who polls it.
    fn dead_letter(&mut self) -> String {
        let name = self.name('d');
        if self.choices.maybe(30) {
            self.worker(&name);
        }
        let capacity = self.choices.line(15, "capacity", |choices| format!("{}", 1 + choices.upto(4)));
        let link = self.link();
        self.write("queue", &name, &(capacity + &link), &[]);
        name
    }

    fn queue(&mut self) -> String {
        let name = self.name('q');
        let link = self.link();
        let mut own = String::new();
        let pushes = self.left > 0 && self.choices.maybe(30);
        if pushes {
            let to = if self.choices.maybe(30) { self.workflow() } else { self.service() };
            own += &(format!("push = '{to}'\n") + &node::push(self.mood, self.choices));
        } else {
            self.open.push(name.clone());
            for _ in 0..=u32::from(self.choices.maybe(20)) {
                self.worker(&name);
            }
            self.open.pop();
        }
        let sets_aside = self.choices.maybe(35);
        if sets_aside {
            own += &format!("dead_letter = '{}'\n", self.dead_letter());
            if !pushes {
                own += &format!("max_receives = {}\n", 1 + self.choices.upto(3));
            }
        }
        let (more, mut settings) = node::queue(self.mood, self.choices);
        if sets_aside && !pushes {
            settings.push("max_receives");
        }
        self.write("queue", &name, &(own + &more + &link), &settings);
        name
    }

    fn topic(&mut self) -> String {
        let name = self.name('t');
        let link = self.link();
        // Copies that come back would be copied again and again.
        let open = std::mem::take(&mut self.open);
        let mut subscribers = Vec::new();
        for _ in 0..=self.choices.upto(2) {
            let to = match self.choices.upto(5) {
                4 if self.left > 0 => self.workflow(),
                3 | 5 => self.service(),
                _ => self.queue(),
            };
            let dead = if self.choices.maybe(20) { format!("dead_letter = '{}', ", self.dead_letter()) } else { String::new() };
            subscribers.push(format!("{to} = {{ {dead}{} }}", node::subscriber(self.mood, self.choices)));
        }
        self.open = open;
        let own = format!("subscribers = {{ {} }}\n", subscribers.join(", ")) + &node::topic(self.mood, self.choices);
        self.write("topic", &name, &(own + &link), &node::LINK[..1 + usize::from(self.mood == Mood::Rough)]);
        name
    }

    fn workflow(&mut self) -> String {
        let name = self.name('f');
        let link = self.link();
        let mut steps = Vec::new();
        for _ in 0..=self.choices.upto(2) {
            let call = self.callee();
            let mut step = format!("call = '{call}'");
            if self.choices.maybe(20) {
                let caught = if self.services.is_empty() || self.choices.maybe(50) { self.service() } else { self.again(false) };
                step += &format!(", catch = '{caught}'");
            }
            step += &node::step(self.mood, self.choices);
            steps.push(format!("{{ {step} }}"));
        }
        let own = format!("steps = [{}]\n", steps.join(", ")) + &node::workflow(self.mood, self.choices);
        self.write("workflow", &name, &(own + &link), &node::LINK[..1 + usize::from(self.mood == Mood::Rough)]);
        self.workflows.push(name.clone());
        name
    }
}
