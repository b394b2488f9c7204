namespace EdgeKube.Controller.Configuration;

/// <summary>An external broker that the controller is a client of.</summary>
internal sealed record BrokerOptions
{
    /// <summary>mqtts://HOST:PORT; given whenever anything of this is.</summary>
    public Uri? Address { get; init; }

    /// <summary>The controller's certificate for it, in PEM; null: the controller's own authority issues one, in memory.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The key of that certificate, in PEM.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The authorities, in PEM, that the broker's certificate may be from; null: the controller's own.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>What does not go together, each with its key. Pure.</summary>
    public IEnumerable<string> Faults()
    {
        if (Address is null)
        {
            yield return "mqtt.broker: must be given when another key of mqtt is";
        }

        if (CertificateFile is null != KeyFile is null)
        {
            yield return "mqtt.key: goes with mqtt.certificate: give both or none";
        }
    }
}
