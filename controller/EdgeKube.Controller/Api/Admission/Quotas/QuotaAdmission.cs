using System.Globalization;
using EdgeKube.Api;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Nothing comes into a namespace beyond its quotas. What an object takes is written into the quota's status in the object's own
/// transaction, so that two at once cannot both be the last that fits.
/// </summary>
internal sealed class QuotaAdmission(ObjectReader reader) : IAdmission
{
    public ApiStatus? Validate(AdmissionRequest request)
    {
        if (!request.Kind.IsNamespaced || (request.Subresource is not null && request.Object is not Pod))
        {
            return null;
        }

        foreach (var quota in reader.List(KindTable.ResourceQuota, request.Object.Namespace).Items.Cast<ResourceQuota>())
        {
            if (quota.Spec?.Hard is { Count: > 0 } && QuotaRules.Covers(quota, request.Object) && Charge(request, quota) is { } fault)
            {
                return Statuses.Forbidden(request.Kind, request.Object.Name, fault);
            }
        }

        return null;
    }

    private string? Charge(AdmissionRequest request, ResourceQuota quota)
    {
        var before = request.Current is { } current && QuotaRules.Covers(quota, current) ? QuotaUsage.Of(request.Kind, current) : null;
        var usage = QuotaUsage.Of(request.Kind, request.Object).Where(amount => quota.Spec!.Hard!.ContainsKey(amount.Key)).ToDictionary();
        var more = QuotaRules.Growth(usage, before);
        if (request is { IsCreate: true, Object: Pod pod })
        {
            string[] unsaid = [.. QuotaUsage.FindUnsaid(pod.Spec, quota.Spec!.Hard!.Keys).Select(one => $"{one.Resource} for: {string.Join(',', one.Containers)}")];
            if (unsaid.Length > 0)
            {
                return $"failed quota: {quota.Name}: must specify {string.Join("; ", unsaid)}";
            }
        }

        if (more.Count == 0)
        {
            return null;
        }

        var used = UsedOf(quota);
        if (QuotaRules.FindFault(quota, used, more) is { } fault)
        {
            return fault;
        }

        // A quota counts itself when it comes; and one that is being changed is written by its own request.
        if (request.Object is not ResourceQuota)
        {
            request.Extend(transaction => Write(transaction, quota, used, more));
        }

        return null;
    }

    private static void Write(StoreTransaction transaction, ResourceQuota quota, IReadOnlyDictionary<string, Quantity> used, IReadOnlyDictionary<string, Quantity> more)
    {
        var next = used.ToDictionary(amount => amount.Key, amount => amount.Value + more.GetValueOrDefault(amount.Key));
        var key = KindTable.ResourceQuota.KeyOf(quota);
        var revision = long.Parse(quota.Metadata.ResourceVersion!, CultureInfo.InvariantCulture);
        var status = new ResourceQuotaStatus { Hard = quota.Spec!.Hard, Used = next };
        transaction.When(key, revision).Put(key, ObjectCodec.EncodeForStore(quota with { Status = status }));
    }

    private IReadOnlyDictionary<string, Quantity> UsedOf(ResourceQuota quota) =>
        quota.Status?.Used is { } used && quota.Spec!.Hard!.Keys.All(used.ContainsKey)
            ? used
            : QuotaCounter.Count(quota, kind => reader.List(kind, quota.Namespace).Items);
}
