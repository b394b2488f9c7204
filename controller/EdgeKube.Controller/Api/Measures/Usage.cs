using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <param name="Cpu">In billionths of a core.</param>
/// <param name="Memory">The working set in bytes: what cannot be given back without effort.</param>
internal sealed record Usage(long Cpu, long Memory)
{
    /// <summary>In the units that Kubernetes' metrics server uses.</summary>
    public JsonObject ToJson() => new()
    {
        ["cpu"] = Cpu.ToString(CultureInfo.InvariantCulture) + "n",
        ["memory"] = (Memory >> 10).ToString(CultureInfo.InvariantCulture) + "Ki",
    };
}
