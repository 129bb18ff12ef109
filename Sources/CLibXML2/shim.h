// The parts of libxml2 that the reports and their tests use.
#ifndef UNDERSTUDY_CLIBXML2_H
#define UNDERSTUDY_CLIBXML2_H
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>
#endif
