import sys


def say(key, value):
    print("@taipan-probe " + key + "\t" + " ".join(str(value).split()))


def jit():
    state = getattr(sys, "_jit", None)
    if state is None or not state.is_available():
        return "not built in"
    return "on" if state.is_enabled() else "off"


def flags():
    try:
        import sysconfig

        built = sysconfig.get_config_var("CONFIG_ARGS") or ""
        compiler = sysconfig.get_config_var("PY_CFLAGS") or ""
    except Exception:
        return ""
    shown = [word for word in compiler.split() if word[:2] in ("-O", "-m", "-f")]
    return " ".join([built] + shown)


def gil():
    enabled = getattr(sys, "_is_gil_enabled", None)
    return "on" if enabled is None or enabled() else "off"


say("implementation", sys.implementation.name)
say("version", sys.version.split()[0])
say("full", sys.version)
say("python", "%d.%d" % tuple(sys.version_info[:2]))
say("jit", jit())
say("gil", gil())
say("debug", "yes" if hasattr(sys, "gettotalrefcount") else "no")
say("flags", flags())
