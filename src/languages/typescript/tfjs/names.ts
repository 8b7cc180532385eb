/** Names of TensorFlow.js 4.22.0: what is not built here is refused by name. */

/** Methods of tensors that are functions of `tf`, too. */
export const tensorMethodNames: ReadonlySet<string> = new Set(
  `
  abs acos acosh add all any argMax argMin array arraySync as1D as2D as3D as4D as5D asScalar asType asin asinh
  atan atan2 atanh avgPool batchNorm batchToSpaceND broadcastTo buffer bufferSync bytes cast ceil clipByValue
  clone concat conv1d conv2d conv2dTranspose cos cosh cumprod cumsum data dataSync dataToGPU depthToSpace
  depthwiseConv2d dilation2d dispose div divNoNan dot elu equal erf euclideanNorm exp expandDims expm1 fft flatten
  floor floorDiv gather greater greaterEqual ifft irfft isDisposed isFinite isInf isNaN leakyRelu less lessEqual
  localResponseNormalization log log1p logSigmoid logSoftmax logSumExp logicalAnd logicalNot logicalOr logicalXor
  matMul max maxPool maximum mean min minimum mirrorPad mod mul neg norm notEqual oneHot onesLike pad pool pow
  prelu print prod rank reciprocal relu relu6 reshape reshapeAs resizeBilinear resizeNearestNeighbor reverse rfft
  round rsqrt selu separableConv2d sigmoid sign sin sinh slice softmax softplus spaceToBatchND split sqrt square
  squaredDifference squeeze stack step stridedSlice sub sum tan tanh throwIfDisposed tile toBool toFloat toInt
  toString topk transpose unique unsortedSegmentSum unstack variable where zerosLike
`
    .trim()
    .split(/\s+/),
);

/** Functions and groups of functions. */
export const refusedFunctions: readonly string[] = `
  abs acos acosh add addN all any argMax argMin asin asinh atan atan2 atanh avgPool avgPool3d backend backend_util
  basicLSTMCell batchNorm batchNorm2d batchNorm3d batchNorm4d batchToSpaceND bincount bitwiseAnd booleanMaskAsync
  broadcastArgs broadcastTo broadcast_util browser buffer callbacks cast ceil clipByValue clone complex concat
  concat1d concat2d concat3d concat4d constraints conv1d conv2d conv2dTranspose conv3d conv3dTranspose
  copyRegisteredKernels cos cosh cosineWindow cumprod cumsum customGrad data denseBincount deprecationWarn
  depthToSpace depthwiseConv2d deregisterOp device_util diag dilation2d disableDeprecationWarnings dispose
  disposeVariables div divNoNan dot dropout einsum elu enableDebugMode enableProdMode enclosingPowerOfTwo engine
  ensureShape env equal erf euclideanNorm exp expandDims expm1 eye fft fill findBackend findBackendFactory floor
  floorDiv forceHalfFloat fused gather gatherND gather_util getBackend getGradient getKernel getKernelsForBackend
  gpgpu_util grad grads greater greaterEqual ifft imag image inTopKAsync initializers input io irfft isFinite
  isInf isNaN keep kernel_impls layers leakyRelu less lessEqual linalg linspace loadGraphModel loadGraphModelSync
  loadLayersModel localResponseNormalization log log1p logSigmoid logSoftmax logSumExp logicalAnd logicalNot
  logicalOr logicalXor losses lowerBound matMul math max maxPool maxPool3d maxPoolWithArgmax maximum mean memory
  meshgrid metrics min minimum mirrorPad mod model models moments movingAverage mul multiRNNCell multinomial neg
  nextFrame norm notEqual oneHot ones onesLike op outerProduct pad pad1d pad2d pad3d pad4d pool pow prelu print
  prod profile raggedGather raggedRange raggedTensorToTensor rand randomGamma randomNormal randomStandardNormal
  randomUniform randomUniformInt range ready real reciprocal registerBackend registerCallbackConstructor
  registerGradient registerKernel registerOp regularizers relu relu6 removeBackend reshape reverse reverse1d
  reverse2d reverse3d reverse4d rfft round rsqrt scalar scatterND scatter_util searchSorted selu separableConv2d
  sequential serialization setBackend setPlatform setWebGLContext setdiff1dAsync shared sigmoid sign signal sin
  sinh slice slice1d slice2d slice3d slice4d slice_util softmax softplus spaceToBatchND sparse sparseToDense
  spectral split sqrt square squaredDifference squeeze stack step stridedSlice string sub sum sumOutType tan tanh
  tensor tensor1d tensor2d tensor3d tensor4d tensor5d tensor6d tensorScatterUpdate tensor_util test_util tidy tile
  time topk train transpose truncatedNormal unique unregisterGradient unregisterKernel unsortedSegmentSum unstack
  upcastType upperBound util valueAndGrad valueAndGrads variable variableGrads version webgl webgl_util where
  whereAsync zeros zerosLike
`
  .trim()
  .split(/\s+/);
