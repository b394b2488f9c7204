namespace EdgeKube.Api;

/// <summary>Rules for what probes and lifecycle hooks do.</summary>
internal static class HandlerValidator
{
    private const string HeaderRule =
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";

    public static IEnumerable<FieldError> Validate(Probe probe, string path) => ValidateOne(path,
    [
        ("exec", probe.Exec is { } exec ? field => Validate(exec, field) : null),
        ("httpGet", probe.HttpGet is { } http ? field => Validate(http, field) : null),
        ("tcpSocket", probe.TcpSocket is { } tcp ? field => PortValidator.ValidateReference(tcp.Port, $"{field}.port") : null),
        ("grpc", probe.Grpc is { } grpc ? field => PortValidator.ValidateReference(grpc.Port, $"{field}.port") : null),
    ]);

    /// <param name="grace">The pod's terminationGracePeriodSeconds.</param>
    public static IEnumerable<FieldError> Validate(LifecycleHandler hook, long? grace, string path) => ValidateOne(path,
    [
        ("exec", hook.Exec is { } exec ? field => Validate(exec, field) : null),
        ("httpGet", hook.HttpGet is { } http ? field => Validate(http, field) : null),
        ("tcpSocket", hook.TcpSocket is { } tcp ? field => PortValidator.ValidateReference(tcp.Port, $"{field}.port") : null),
        ("sleep", hook.Sleep is { } sleep ? field => Validate(sleep, grace, field) : null),
    ]);

    private static IEnumerable<FieldError> ValidateOne(string path, (string Name, Func<string, IEnumerable<FieldError>>? Validate)[] actions)
    {
        var given = actions.Where(action => action.Validate is not null).ToList();
        return given.Count == 0
            ? [FieldError.Required(path, "must specify a handler type")]
            : [
                .. given[0].Validate!($"{path}.{given[0].Name}"),
                .. given.Skip(1).Select(action => FieldError.Forbidden($"{path}.{action.Name}", "may not specify more than 1 handler type")),
            ];
    }

    private static IEnumerable<FieldError> Validate(ExecAction exec, string path)
        => exec.Command is { Count: > 0 } ? [] : [FieldError.Required($"{path}.command")];

    private static IEnumerable<FieldError> Validate(HttpGetAction http, string path)
    {
        foreach (var fault in PortValidator.ValidateReference(http.Port, $"{path}.port"))
        {
            yield return fault;
        }

        if (http.Scheme is not (null or "HTTP" or "HTTPS"))
        {
            yield return FieldError.NotSupported($"{path}.scheme", http.Scheme, "HTTP", "HTTPS");
        }

        foreach (var header in http.HttpHeaders ?? [])
        {
            if (header.Name.Length == 0 || header.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            {
                yield return FieldError.Invalid($"{path}.httpHeaders", header.Name, HeaderRule);
            }
        }
    }

    private static IEnumerable<FieldError> Validate(SleepAction sleep, long? grace, string path)
        => grace is { } most && (sleep.Seconds < 0 || sleep.Seconds > most)
            ? [FieldError.Invalid(path, sleep.Seconds, $"must be non-negative and less than terminationGracePeriodSeconds ({most})")]
            : [];
}
