#include "CSubreaper.h"

#ifdef __linux__
#include <sys/prctl.h>

int subreaper_become(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
#else
int subreaper_become(void) { return -1; }
#endif
