// liest "schluessel = wert" Zeilen
#pragma once
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

inline std::map<std::string, std::string> lese(const std::string &datei)
{
    std::map<std::string, std::string> k;
    std::ifstream f(datei);
    if (!f) {
        std::cerr << "kann " << datei << " nicht lesen" << std::endl;
        exit(1);
    }
    std::string zeile;
    while (std::getline(f, zeile)) {
        if (zeile.empty() || zeile[0] == '#') continue;
        std::istringstream z(zeile);
        std::string schluessel, gleich, wert;
        z >> schluessel >> gleich >> wert;
        k[schluessel] = wert;
    }
    return k;
}
