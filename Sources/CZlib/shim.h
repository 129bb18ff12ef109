// The parts of zlib that archives use: files in gzip's format.

#ifndef UNDERSTUDY_CZLIB_H
#define UNDERSTUDY_CZLIB_H

#include <zlib.h>

#endif
