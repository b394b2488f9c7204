namespace EdgeKube.Api;

/// <summary>What a value looks like in JSON, and what it means.</summary>
public enum SchemaForm
{
    /// <summary>An object with named fields.</summary>
    Object,

    /// <summary>An object whose keys people choose.</summary>
    Map,

    List,
    String,
    Int32,
    Int64,
    Double,
    Boolean,

    /// <summary>Bytes as base64.</summary>
    Bytes,

    /// <summary>RFC 3339, whole seconds.</summary>
    Time,

    /// <summary>RFC 3339, microseconds.</summary>
    MicroTime,

    Quantity,
    IntOrString,

    /// <summary>Any JSON: kept as it is.</summary>
    Any,

    /// <summary>A field of Kubernetes that nothing here acts on: refused by name.</summary>
    Unimplemented,
}
