using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Apply;

/// <summary>How a manifest is to be applied.</summary>
internal sealed record ApplyFlags(bool IsServerSide, bool IsForced, string? Manager, bool IsDryRun)
{
    /// <summary>Whether the objects as they would be are asked for.</summary>
    public bool IsShown { get; init; }

    public IReadOnlyList<MqttUserProperty> ToProperties()
    {
        var properties = new List<MqttUserProperty>();
        Add("server-side", IsServerSide ? "true" : null);
        Add("force", IsForced ? "true" : null);
        Add("field-manager", Manager);
        Add("dry-run", IsDryRun ? "All" : null);
        Add("show", IsShown ? "true" : null);
        return properties;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                properties.Add(new(name, value));
            }
        }
    }
}
