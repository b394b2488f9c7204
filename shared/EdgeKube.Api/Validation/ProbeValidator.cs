namespace EdgeKube.Api;

/// <summary>Rules for a container's probes.</summary>
internal static class ProbeValidator
{
    private const string HeaderRule =
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";

    public static IEnumerable<FieldError> Validate(Container container, string path)
        => ValidateRestarting(container.LivenessProbe, $"{path}.livenessProbe")
            .Concat(ValidateReadiness(container.ReadinessProbe, $"{path}.readinessProbe"))
            .Concat(ValidateRestarting(container.StartupProbe, $"{path}.startupProbe"));

    private static IEnumerable<FieldError> ValidateRestarting(Probe? probe, string path)
        => probe is null ? []
            : probe.SuccessThreshold is 1 ? Validate(probe, path)
            : [.. Validate(probe, path), FieldError.Invalid($"{path}.successThreshold", probe.SuccessThreshold, "must be 1")];

    private static IEnumerable<FieldError> ValidateReadiness(Probe? probe, string path)
        => probe is null ? []
            : probe.TerminationGracePeriodSeconds is not { } grace ? Validate(probe, path)
            : [.. Validate(probe, path), FieldError.Invalid($"{path}.terminationGracePeriodSeconds", grace, "must not be set for readinessProbes")];

    private static IEnumerable<FieldError> Validate(Probe probe, string path)
        => ValidateAction(probe, path).Concat(ValidateNumbers(probe, path));

    private static IEnumerable<FieldError> ValidateAction(Probe probe, string path)
    {
        var actions = new (string Name, Func<string, IEnumerable<FieldError>>? Validate)[]
        {
            ("exec", probe.Exec is { } exec ? field => Validate(exec, field) : null),
            ("httpGet", probe.HttpGet is { } http ? field => Validate(http, field) : null),
            ("tcpSocket", probe.TcpSocket is { } tcp ? field => PortValidator.ValidateReference(tcp.Port, $"{field}.port") : null),
            ("grpc", probe.Grpc is { } grpc ? field => [.. PortValidator.ValidateReference(grpc.Port, $"{field}.port"), FieldError.NotImplemented(field)] : null),
        };
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

    private static IEnumerable<FieldError> ValidateNumbers(Probe probe, string path)
    {
        var numbers = new (string Name, int Value)[]
        {
            ("initialDelaySeconds", probe.InitialDelaySeconds),
            ("timeoutSeconds", probe.TimeoutSeconds),
            ("periodSeconds", probe.PeriodSeconds),
            ("successThreshold", probe.SuccessThreshold),
            ("failureThreshold", probe.FailureThreshold),
        };
        foreach (var (name, value) in numbers.Where(number => number.Value < 0))
        {
            yield return FieldError.Invalid($"{path}.{name}", value, "must be greater than or equal to 0");
        }

        if (probe.TerminationGracePeriodSeconds is <= 0 and var grace)
        {
            yield return FieldError.Invalid($"{path}.terminationGracePeriodSeconds", grace, "must be greater than 0");
        }
    }
}
