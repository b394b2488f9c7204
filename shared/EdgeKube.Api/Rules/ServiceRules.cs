using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>Defaults of Services; addresses and node ports are not among them: those are taken from what is free.</summary>
public sealed class ServiceRules : KindRules
{
    public const string Headless = "None";

    public override void Default(JsonObject obj)
    {
        var spec = obj.Make("spec");
        spec.FillText("type", "ClusterIP");
        FillPorts(spec);
        FillAffinity(spec);
        var type = spec.Text("type");
        if (type is "ClusterIP" or "NodePort" or "LoadBalancer")
        {
            spec.FillText("internalTrafficPolicy", "Cluster");
            FillFamilies(spec);
        }

        if (type is "NodePort" or "LoadBalancer")
        {
            spec.FillText("externalTrafficPolicy", "Cluster");
        }

        if (type == "LoadBalancer")
        {
            spec.Fill("allocateLoadBalancerNodePorts", "true");
        }

        FillAddresses(spec);
    }

    /// <summary>Who sends a manifest without the addresses and ports that the Service was given does not mean to give them back.</summary>
    public override void Update(JsonObject obj, JsonObject current)
    {
        var (spec, old) = (obj.Make("spec"), current.Below("spec") ?? []);
        if (TakesAddress(spec) && TakesAddress(old))
        {
            // An older client changes the one name of the address only.
            if (!spec.IsMissing("clusterIP") && spec.Text("clusterIP") != old.Text("clusterIP") && JsonNode.DeepEquals(spec["clusterIPs"], old["clusterIPs"]))
            {
                spec.Remove("clusterIPs");
            }
            else
            {
                spec.FillFrom(old, "clusterIP", "clusterIPs");
            }
        }
        else if (!TakesAddress(spec) && spec.Text("clusterIP") == old.Text("clusterIP"))
        {
            spec.Remove("clusterIP");
            spec.Remove("clusterIPs");
        }

        FillAddresses(spec);
        if (TakesNodePorts(spec) && TakesNodePorts(old))
        {
            KeepNodePorts(spec, old);
        }
    }

    /// <summary>Whether it has an address of its own in the cluster.</summary>
    public static bool TakesAddress(JsonObject spec) => spec.Text("type") is "ClusterIP" or "NodePort" or "LoadBalancer";

    public static bool TakesNodePorts(JsonObject spec) =>
        spec.Text("type") == "NodePort" || (spec.Text("type") == "LoadBalancer" && spec["allocateLoadBalancerNodePorts"]?.GetValue<bool>() is not false);

    public override IEnumerable<string> Warn(SchemaObject obj) => obj.Find("spec", "externalIPs") is { } addresses
        ? new Place(addresses, "spec.externalIPs").Items.Where(address => address.Text.Contains(':', StringComparison.Ordinal) && address.Text.Contains('.', StringComparison.Ordinal))
            .Select(address => $"{address.Path}: IP address {address.Json} should not be an IPv4-mapped IPv6 address")
        : [];

    internal override IEnumerable<FieldError> Validate(Place obj) => ServiceValidator.Validate(obj["spec"]);

    internal override IEnumerable<FieldError> ValidateUpdate(Place obj, Place current)
    {
        var (next, old) = (obj["spec"]["clusterIPs"], current["spec"]["clusterIPs"]);
        return next.IsGiven && old.IsGiven && next.Items[0].Text != old.Items[0].Text ? [next.At("spec.clusterIPs[0]").Invalid("may not change once set")] : [];
    }

    private static void FillPorts(JsonObject spec)
    {
        foreach (var port in spec.Objects("ports"))
        {
            port.FillText("protocol", "TCP");
            if (port["port"] is { } number)
            {
                port.Fill("targetPort", number.ToJsonString());
            }
        }
    }

    private static void FillAffinity(JsonObject spec)
    {
        spec.FillText("sessionAffinity", "None");
        if (spec.Text("sessionAffinity") == "ClientIP")
        {
            spec.Make("sessionAffinityConfig").Make("clientIP").Fill("timeoutSeconds", "10800");
        }
    }

    // There is one family. What has no address and no pods of its own is taken for whatever its endpoints are.
    private static void FillFamilies(JsonObject spec)
    {
        var isAnywhere = spec.Text("clusterIP") == Headless && spec["selector"] is not JsonObject { Count: > 0 };
        var isSingle = spec.Text("ipFamilyPolicy") is "" or "SingleStack";
        if (isAnywhere && spec.IsMissing("ipFamilyPolicy") && spec.IsMissing("ipFamilies"))
        {
            spec["ipFamilyPolicy"] = "RequireDualStack";
            isSingle = false;
        }

        spec.FillText("ipFamilyPolicy", "SingleStack");
        spec.Fill("ipFamilies", isAnywhere && !isSingle ? "[\"IPv4\",\"IPv6\"]" : "[\"IPv4\"]");
    }

    private static void FillAddresses(JsonObject spec)
    {
        if (spec["clusterIPs"] is JsonArray { Count: > 0 } all)
        {
            if (spec.IsMissing("clusterIP"))
            {
                spec["clusterIP"] = all[0]?.DeepClone();
            }
        }
        else if (!spec.IsMissing("clusterIP"))
        {
            spec["clusterIPs"] = new JsonArray(spec["clusterIP"]!.DeepClone());
        }
    }

    private static void KeepNodePorts(JsonObject spec, JsonObject old)
    {
        spec.FillFrom(old, "healthCheckNodePort");
        foreach (var port in spec.Objects("ports"))
        {
            var before = old.Objects("ports").FirstOrDefault(other => other.Text("protocol") == port.Text("protocol") && JsonNode.DeepEquals(other["port"], port["port"]));
            if (before is not null)
            {
                port.FillFrom(before, "nodePort");
            }
        }
    }
}
