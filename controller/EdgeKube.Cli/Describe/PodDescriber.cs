using EdgeKube.Api;
using EdgeKube.Cli.Get;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Describe;

internal static class PodDescriber
{
    public static void Describe(DescribeText text, Pod pod)
    {
        var status = pod.Status ?? new PodStatus();
        text.Header(pod);
        text.Field(0, "Priority", $"{pod.Spec?.Priority ?? 0}");
        text.Field(0, "Service Account", pod.Spec?.ServiceAccountName ?? "");
        text.Field(0, "Node", pod.Spec?.NodeName is { Length: > 0 } node ? $"{node}/{status.HostIP}" : Text.None);
        if (status.StartTime is { } start)
        {
            text.Field(0, "Start Time", DescribeText.Time(start));
        }

        text.LabelsAndAnnotations(pod.Metadata);
        if (pod.Metadata.DeletionTimestamp is { } deletion)
        {
            text.Field(0, "Status", $"Terminating (lasts {HumanDuration.Since(deletion, text.Now)})");
            text.Field(0, "Termination Grace Period", $"{pod.Metadata.DeletionGracePeriodSeconds ?? 0}s");
        }
        else
        {
            text.Field(0, "Status", status.Phase ?? "");
        }

        Optional(text, "Reason", status.Reason);
        Optional(text, "Message", status.Message);
        Addresses(text, status);
        OwnerLine.Write(text, pod.Metadata);
        text.Line(0, "Containers:");
        foreach (var container in pod.Spec?.Containers ?? [])
        {
            ContainerLines.Write(text, container, status.ContainerStatuses?.FirstOrDefault(found => found.Name == container.Name), ofPod: true);
        }

        Conditions(text, status.Conditions ?? []);
        Optional(text, "QoS Class", status.QosClass ?? "");
        Placement(text, pod.Spec);
    }

    public static void Placement(DescribeText text, PodSpec? spec)
    {
        text.Pairs(0, "Node-Selectors", spec?.NodeSelector);
        text.Values(0, "Tolerations", [.. (spec?.Tolerations ?? []).Select(Toleration)]);
    }

    private static void Addresses(DescribeText text, PodStatus status)
    {
        text.Field(0, "IP", status.PodIP ?? "");
        if (status.PodIPs is not { Count: > 0 } addresses)
        {
            text.Field(0, "IPs", Text.None);
            return;
        }

        text.Line(0, "IPs:");
        foreach (var address in addresses)
        {
            text.Field(1, "IP", address.Ip ?? "");
        }
    }

    private static void Conditions(DescribeText text, IReadOnlyList<PodCondition> conditions)
    {
        if (conditions.Count == 0)
        {
            return;
        }

        text.Line(0, "Conditions:");
        text.Line(1, "Type\tStatus");
        foreach (var condition in conditions)
        {
            text.Line(1, $"{condition.Type} \t{condition.Status} ");
        }
    }

    private static void Optional(DescribeText text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Field(0, name, value);
        }
    }

    private static string Toleration(Toleration toleration)
    {
        var key = $"{toleration.Key}{(string.IsNullOrEmpty(toleration.Value) ? "" : $"={toleration.Value}")}";
        var effect = string.IsNullOrEmpty(toleration.Effect) ? "" : $":{toleration.Effect}";
        var exists = toleration.Operator == "Exists" ? " op=Exists" : "";
        var limit = toleration.TolerationSeconds is { } seconds ? $" for {seconds}s" : "";
        return $"{key}{effect}{exists}{limit}".TrimStart();
    }
}
