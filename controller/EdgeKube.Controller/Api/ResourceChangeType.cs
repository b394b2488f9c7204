namespace EdgeKube.Controller.Api;

internal enum ResourceChangeType
{
    Added,
    Modified,
    Deleted,
}
