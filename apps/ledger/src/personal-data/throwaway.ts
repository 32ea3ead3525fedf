import { newSecret, SubjectKey } from '@anslag/personal-data/subject-key';

/** For what is decided on and never booked: a dry run, or a command that its decider refuses whatever it says. */
export const throwawayKey = (subject: string): SubjectKey => new SubjectKey(subject, newSecret());
