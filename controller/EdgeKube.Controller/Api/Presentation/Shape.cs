namespace EdgeKube.Controller.Api;

/// <summary>What of an object a client wants to see.</summary>
internal enum Shape
{
    Whole,
    Table,
    Metadata,
}
