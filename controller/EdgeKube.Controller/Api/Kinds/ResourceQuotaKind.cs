using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

internal sealed class ResourceQuotaKind : Strategy<ResourceQuota>
{
    protected override ResourceQuota Create(ResourceQuota obj) => obj with { Status = new ResourceQuotaStatus() };

    protected override ResourceQuota Update(ResourceQuota obj, ResourceQuota current) => obj with { Status = current.Status };

    protected override ResourceQuota UpdateStatus(ResourceQuota obj, ResourceQuota current) => current with { Status = obj.Status };
}
