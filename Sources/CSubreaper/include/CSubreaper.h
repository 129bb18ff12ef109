#ifndef CSUBREAPER_H
#define CSUBREAPER_H

/// Makes this process the parent of every descendant whose own parent has ended, as `PR_SET_CHILD_SUBREAPER` of prctl(2)
/// does. `prctl` takes a variable number of arguments, which Swift cannot call.
///
/// Returns 0, or -1 where the system has no such thing.
int subreaper_become(void);

#endif
