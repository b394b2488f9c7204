using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Decides which address and node ports a Service gets, and whether it may have those that it asks for. Pure but for the drawing.</summary>
internal static class ServicePlanner
{
    private const string AllTaken = "all are taken";

    /// <summary>Fills in what is missing in a Service's spec; faults where that cannot be.</summary>
    public static IReadOnlyList<StatusCause> Fill(JsonObject spec, ServiceShare before, ServiceRange range, Lazy<ServicesTaken> taken, Random random)
    {
        var faults = new List<StatusCause>();
        if (ServiceRules.TakesAddress(spec))
        {
            FillAddress(spec, before, range, taken, random, faults);
        }

        if (ServiceRules.TakesNodePorts(spec))
        {
            FillPorts(spec, before, taken, random, faults);
        }

        return faults;
    }

    private static void FillAddress(JsonObject spec, ServiceShare before, ServiceRange range, Lazy<ServicesTaken> taken, Random random, List<StatusCause> faults)
    {
        var asked = spec["clusterIP"]?.ToString() ?? "";
        if (asked == ServiceRange.None || (asked.Length > 0 && asked == before.Address))
        {
            return;
        }

        if (asked.Length == 0)
        {
            if (range.Draw(taken.Value.Addresses.Contains, random) is not { } drawn)
            {
                faults.Add(Statuses.InvalidValue("spec.clusterIPs", "[]", $"failed to allocate a cluster IP: {AllTaken}"));
                return;
            }

            spec["clusterIP"] = drawn;
            spec["clusterIPs"] = new JsonArray(JsonValue.Create(drawn));
            return;
        }

        // What is no address at all, or changes, others refuse.
        if (before.Address is null && System.Net.IPAddress.TryParse(asked, out _) && FindFault(asked, range, taken.Value) is { } fault)
        {
            faults.Add(Statuses.InvalidValue("spec.clusterIPs", $"[\"{asked}\"]", $"failed to allocate IP {asked}: {fault}"));
        }
    }

    private static string? FindFault(string address, ServiceRange range, ServicesTaken taken) =>
        !range.Contains(address) ? $"the provided IP ({address}) is not in the valid range. The range of valid IPs is {range.Text}"
        : taken.Addresses.Contains(address) ? "provided IP is already allocated"
        : null;

    private static void FillPorts(JsonObject spec, ServiceShare before, Lazy<ServicesTaken> taken, Random random, List<StatusCause> faults)
    {
        var own = new HashSet<int>(before.Ports);
        var ports = spec["ports"] as JsonArray ?? [];
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports[i] is JsonObject port)
            {
                FillPort(port, "nodePort", $"spec.ports[{i}].nodePort");
            }
        }

        if (spec["type"]?.ToString() == "LoadBalancer" && spec["externalTrafficPolicy"]?.ToString() == "Local")
        {
            FillPort(spec, "healthCheckNodePort", "spec.healthCheckNodePort");
        }

        void FillPort(JsonObject place, string name, string path)
        {
            var asked = place[name]?.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (int)place[name]! : 0;
            if (asked == 0)
            {
                if (ServiceRange.DrawPort(port => own.Contains(port) || taken.Value.Ports.Contains(port), random) is { } drawn)
                {
                    own.Add(drawn);
                    place[name] = drawn;
                    return;
                }

                faults.Add(Statuses.InvalidValue(path, "0", $"failed to allocate a nodePort: {AllTaken}"));
            }
            else if (asked is < ServiceRange.FirstPort or > ServiceRange.LastPort)
            {
                faults.Add(Statuses.InvalidValue(path, $"{asked}", $"provided port is not in the valid range. The range of valid ports is {ServiceRange.FirstPort}-{ServiceRange.LastPort}"));
            }
            else if (!own.Contains(asked) && taken.Value.Ports.Contains(asked))
            {
                faults.Add(Statuses.InvalidValue(path, $"{asked}", "provided port is already allocated"));
            }
        }
    }
}
